import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import type { SourceEvent, SourceRegistration } from '../../event-sourcing/source-events.js';
import { sourceDecider, type SourceCommand } from './source.decider.js';

const { decide, evolve, initialState } = sourceDecider;
const given = (...events: SourceEvent[]) => ({
  when: (command: SourceCommand) => decide(command, fold(evolve, initialState, events)),
});

const registration: SourceRegistration = { source: 'chaoxing', title: '学习通', clock: 'server' };
const registered: SourceEvent = { type: 'SourceRegistered', data: registration };
const issued = (key: string): SourceEvent => ({
  type: 'SourceKeyIssued',
  data: { source: 'chaoxing', key, hash: `hash of ${key}` },
});
const revoked = (key: string): SourceEvent => ({
  type: 'SourceKeyRevoked',
  data: { source: 'chaoxing', key },
});
const issue = (key: string): SourceCommand => ({
  type: 'IssueKey',
  source: 'chaoxing',
  key,
  hash: `hash of ${key}`,
});
const revoke = (key: string): SourceCommand => ({ type: 'RevokeKey', source: 'chaoxing', key });

describe('source', () => {
  it('given nothing, when registered, then it is; the same again changes nothing', () => {
    const register: SourceCommand = { type: 'Register', registration };
    expect(given().when(register)).toEqual({ ok: true, events: [registered] });
    expect(given(registered).when(register)).toEqual({ ok: true, events: [] });
  });

  it('given another clock, when registered again, then the change is a fact', () => {
    const device: SourceRegistration = { ...registration, clock: 'device' };
    expect(given(registered).when({ type: 'Register', registration: device })).toEqual({
      ok: true,
      events: [{ type: 'SourceRegistered', data: device }],
    });
  });

  it('given no registration, when a key is issued, then it is refused', () => {
    expect(given().when(issue('k1'))).toEqual({ ok: false, refusal: 'SourceNotRegistered' });
  });

  it('given two keys in use, when a third is issued, then it waits until one is revoked', () => {
    const two = [registered, issued('k1'), issued('k2')];
    expect(given(...two).when(issue('k3'))).toEqual({ ok: false, refusal: 'TwoKeysAreInUse' });
    expect(given(...two, revoked('k1')).when(issue('k3'))).toEqual({
      ok: true,
      events: [issued('k3')],
    });
  });

  it('given a key, when revoked twice, then the second time changes nothing', () => {
    expect(given(registered, issued('k1')).when(revoke('k1'))).toEqual({
      ok: true,
      events: [revoked('k1')],
    });
    expect(given(registered, issued('k1'), revoked('k1')).when(revoke('k1'))).toEqual({
      ok: true,
      events: [],
    });
    expect(given(registered).when(revoke('k9'))).toEqual({ ok: false, refusal: 'KeyUnknown' });
  });
});
