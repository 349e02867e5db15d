import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { DEFAULT_POLICY } from './default-policy.js';
import type { PolicyEvent } from './policy-events.js';
import { policyHash } from './policy-hash.js';
import { PolicyView } from './policy-view.js';

const recorded = (version: number, at: string, event: PolicyEvent): RecordedEvent<PolicyEvent> => ({
  ...{ id: `p${version}`, stream: 'policy', version, position: version, salt: '' },
  ...event,
  metadata: { at, actor: { role: 'admin', person: 'an' } },
});
const adopted = (number: number, at: string, name: string): RecordedEvent<PolicyEvent> => {
  const policy = { ...DEFAULT_POLICY, version: name };
  const data = { version: name, hash: policyHash(policy), policy };
  return recorded(number, at, { type: 'PolicyAdopted', data });
};

describe('the policies on record', () => {
  const view = new PolicyView();
  const march = adopted(1, '2026-03-01T00:00:00Z', 'march');
  const may = adopted(2, '2026-05-01T00:00:00Z', 'may');
  for (const event of [march, may, march]) view.apply(event);

  it('given two in turn, then the later one is in force, and each event counts once', () => {
    expect(view.current.version).toBe('may');
    expect(view.history.map(({ policy }) => policy.version)).toEqual(['march', 'may']);
    expect(view.stepsOf('march')).toEqual([
      { type: 'PolicyAdopted', by: 'an', at: '2026-03-01T00:00:00Z' },
    ]);
    expect(view.records.map(({ version, standing }) => [version, standing])).toEqual([
      ['march', 'retired'],
      ['may', 'in_force'],
    ]);
  });

  it.each([
    ['still open when the later came', '2026-05-01T00:00:01Z', 'may'],
    ['closing at that instant', '2026-05-01T00:00:00Z', 'march'],
    ['closed before any was on record', '2026-01-01T00:00:00Z', 'march'],
    ['without a window', undefined, 'may'],
  ])('given an offering %s, then it has its policy', (_, end, version) => {
    expect(view.judging(end === undefined ? undefined : Date.parse(end)).version).toBe(version);
  });

  it('given none on record, then the default judges', () => {
    expect(new PolicyView().current).toBe(DEFAULT_POLICY);
    expect(new PolicyView().judging(0)).toBe(DEFAULT_POLICY);
  });
});
