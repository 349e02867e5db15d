import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import { DEFAULT_POLICY } from './default-policy.js';
import type { Policy } from './policy.js';
import { policyDecider, type PolicyCommand } from './policy.decider.js';
import type { PolicyEvent } from './policy-events.js';
import { policyHash } from './policy-hash.js';

const { decide, evolve, initialState } = policyDecider;
const given = (...events: PolicyEvent[]) => ({
  when: (command: PolicyCommand) => decide(command, fold(evolve, initialState, events)),
});
const refused = (refusal: string) => ({ ok: false, refusal });
const nothing = { ok: true, events: [] };

const policy = (version: string, over: Partial<Policy> = {}): Policy => ({
  ...DEFAULT_POLICY,
  version,
  ...over,
});
const content = (of: Policy) => ({ version: of.version, hash: policyHash(of), policy: of });
const strict = policy('strict', { groups: { time: 2 } });
const stricter = policy('strict', { groups: { time: 3 } });

const adopted = (of: Policy): PolicyEvent => ({ type: 'PolicyAdopted', data: content(of) });
const drafted = (of: Policy, by: string): PolicyEvent => ({
  type: 'PolicyDrafted',
  data: { ...content(of), by },
});
const act = (
  type: 'PolicyTrialStarted' | 'PolicyActivated',
  of: Policy,
  by: string,
): PolicyEvent => ({
  type,
  data: { version: of.version, hash: policyHash(of), by },
});
const onTrial = (of: Policy, by: string) => act('PolicyTrialStarted', of, by);
const activated = (of: Policy, by: string) => act('PolicyActivated', of, by);

const draft = (of: Policy, person: string): PolicyCommand => ({
  type: 'Draft',
  policy: of,
  person,
});
const tryOut = (version: string, person: string): PolicyCommand => ({
  type: 'StartTrial',
  version,
  person,
});
const activate = (version: string, person: string): PolicyCommand => ({
  type: 'Activate',
  version,
  person,
});
const adopt = (of: Policy): PolicyCommand => ({ type: 'Adopt', policy: of });

const first = adopted(DEFAULT_POLICY);

describe('a policy', () => {
  it('given nothing, when drafted, then it is a fact; the same again changes nothing', () => {
    expect(given(first).when(draft(strict, 'an'))).toEqual({
      ok: true,
      events: [drafted(strict, 'an')],
    });
    expect(given(first, drafted(strict, 'an')).when(draft(strict, 'bo'))).toEqual(nothing);
  });

  it('given a draft, when drafted anew, then the content changes; from the trial on it is refused', () => {
    expect(given(first, drafted(strict, 'an')).when(draft(stricter, 'bo'))).toMatchObject({
      ok: true,
      events: [{ type: 'PolicyDrafted', data: { policy: stricter } }],
    });
    const tried = [first, drafted(strict, 'an'), onTrial(strict, 'an')];
    expect(given(...tried).when(draft(stricter, 'an'))).toEqual(refused('PolicyVersionReused'));
    expect(given(...tried).when(draft(strict, 'an'))).toEqual(nothing);
    expect(given(first).when(draft({ ...strict, version: DEFAULT_POLICY.version }, 'an'))).toEqual(
      refused('PolicyVersionReused'),
    );
  });

  it('given a draft, when its trial starts, then it is on trial, once', () => {
    const history = [first, drafted(strict, 'an')];
    expect(given(...history).when(tryOut('strict', 'an'))).toEqual({
      ok: true,
      events: [onTrial(strict, 'an')],
    });
    expect(given(...history, onTrial(strict, 'an')).when(tryOut('strict', 'bo'))).toEqual(nothing);
    expect(given(first).when(tryOut('strict', 'an'))).toEqual(refused('PolicyUnknown'));
    expect(given(first).when(tryOut(DEFAULT_POLICY.version, 'an'))).toEqual(
      refused('AlreadyInForce'),
    );
  });

  it('given a trial, when activated, then only by an admin who had no hand in it', () => {
    const history = [first, drafted(stricter, 'cy'), drafted(strict, 'an'), onTrial(strict, 'bo')];
    for (const hand of ['an', 'bo', 'cy'])
      expect(given(...history).when(activate('strict', hand))).toEqual(
        refused('SecondAdminNeeded'),
      );
    expect(given(...history).when(activate('strict', 'di'))).toEqual({
      ok: true,
      events: [activated(strict, 'di')],
    });
  });

  it('given no trial, when activated, then it is refused', () => {
    expect(given(first).when(activate('strict', 'bo'))).toEqual(refused('PolicyUnknown'));
    expect(given(first, drafted(strict, 'an')).when(activate('strict', 'bo'))).toEqual(
      refused('NotOnTrial'),
    );
  });

  const replaced = [first, drafted(strict, 'an'), onTrial(strict, 'an'), activated(strict, 'bo')];

  it('given it in force, when activated or tried again, then it is refused by name', () => {
    expect(given(...replaced).when(activate('strict', 'cy'))).toEqual(refused('AlreadyInForce'));
    expect(given(...replaced).when(tryOut('strict', 'cy'))).toEqual(refused('AlreadyInForce'));
  });

  it('given a retired one, then it comes back by trial and second admin, its drafter may be that', () => {
    const next = policy('next');
    const retired = [...replaced, drafted(next, 'bo'), onTrial(next, 'bo'), activated(next, 'an')];
    expect(given(...retired).when(activate('strict', 'bo'))).toEqual(refused('NotOnTrial'));
    const again = [...retired, onTrial(strict, 'bo')];
    expect(given(...again).when(activate('strict', 'bo'))).toEqual(refused('SecondAdminNeeded'));
    expect(given(...again).when(activate('strict', 'an'))).toEqual({
      ok: true,
      events: [activated(strict, 'an')],
    });
  });

  describe('adopted at a start', () => {
    it('is an event once, and nothing the second time', () => {
      expect(given().when(adopt(DEFAULT_POLICY))).toEqual({ ok: true, events: [first] });
      expect(given(first).when(adopt(structuredClone(DEFAULT_POLICY)))).toEqual(nothing);
    });

    it('given other content under a version on record, then it is refused', () => {
      expect(given(adopted(strict)).when(adopt(stricter))).toEqual(refused('PolicyVersionReused'));
      expect(given(drafted(strict, 'an')).when(adopt(stricter))).toEqual(
        refused('PolicyVersionReused'),
      );
    });

    it('given a file that a later one replaced, then it may come back', () => {
      expect(given(adopted(strict), first).when(adopt(strict))).toMatchObject({
        ok: true,
        events: [{ type: 'PolicyAdopted', data: { version: 'strict' } }],
      });
    });

    it('given a file that admins replaced, then the next start leaves it replaced', () => {
      expect(given(...replaced).when(adopt(DEFAULT_POLICY))).toEqual(nothing);
      expect(given(...replaced).when(adopt(policy('new')))).toMatchObject({
        events: [{ type: 'PolicyAdopted' }],
      });
    });
  });
});
