import { describe, expect, it } from '@jest/globals';
import { diff, type Judgement } from './diff.js';
import { ownerOfKey } from './keys.js';
import { DEFAULT_POLICY } from './policy/default-policy.js';
import type { Finding, Signal, SignalEvent } from './signal.js';
import { foldSignal } from './signal-fold.js';

const judgement: Judgement = {
  detector: { name: 'd', version: '1', violation: 'course_brushing', group: 'g' },
  key: 'student+offering:s1|CS',
  policy: DEFAULT_POLICY,
};

const finding = (change: Partial<Finding> = {}): Finding => ({
  anchor: 'term',
  subject: 's1',
  offering: 'CS',
  llr: 5,
  events: [{ source: 'lms', id: 'e1' }],
  numbers: [],
  reason: { zh: '因', en: 'why' },
  innocent: [],
  firstAt: 1,
  lastAt: 2,
  baselines: ['network.address/2026-W10@1'],
  ...change,
});

/** What is on record after the events, as the store gives it back. */
const after = (current: readonly Signal[], events: readonly SignalEvent[]): readonly Signal[] => {
  const standing = new Map(current.map((signal) => [signal.id, signal]));
  for (const event of JSON.parse(JSON.stringify(events)) as SignalEvent[]) {
    const signal = foldSignal(standing.get(event.data.id), event);
    if (signal) standing.set(signal.id, signal);
  }
  return [...standing.values()];
};
const raised = after([], diff(judgement, [finding()], [], 'events'));

describe('from current signals to findings', () => {
  it('given none, then one is raised at revision 1', () => {
    expect(raised).toMatchObject([{ state: 'raised', revision: 1, policyVersion: 'default-1' }]);
  });

  it('given the same finding, then nothing', () => {
    expect(diff(judgement, [finding()], raised, 'events')).toEqual([]);
  });

  it('a republished baseline or a new policy version with the same reading is no change', () => {
    const again = finding({ baselines: ['network.address/2026-W10@2'] });
    const policy = { ...DEFAULT_POLICY, version: 'next' };
    expect(diff({ ...judgement, policy }, [again], raised, 'events')).toEqual([]);
  });

  it('given other evidence, then it is revised', () => {
    const more = finding({ llr: 6 });
    expect(diff(judgement, [more], raised, 'events')).toMatchObject([
      { type: 'SignalRevised', data: { id: raised[0]?.id, revision: 2, llr: 6 } },
    ]);
  });

  it('given nothing any more, then it is withdrawn; and revised when it comes back', () => {
    const gone = diff(judgement, [], raised, 'events');
    expect(gone).toMatchObject([
      { type: 'SignalWithdrawn', data: { revision: 2, reason: 'events' } },
    ]);
    const withdrawn = after(raised, gone);
    expect(diff(judgement, [], withdrawn, 'events')).toEqual([]);
    expect(diff(judgement, [finding()], withdrawn, 'events')).toMatchObject([
      { type: 'SignalRevised', data: { revision: 3, state: 'revised' } },
    ]);
  });

  it('says nothing of nobody, of no course, without events, or on numbers that are none', () => {
    const unsound = [
      finding({ subject: '' }),
      finding({ offering: '' }),
      finding({ events: [] }),
      finding({ llr: Number.NaN }),
    ];
    expect(diff(judgement, unsound, [], 'events')).toEqual([]);
  });

  it('one anchor for two students gives two signals', () => {
    const events = diff(judgement, [finding(), finding({ subject: 's2' })], [], 'events');
    expect(new Set(events.map(({ data }) => data.id)).size).toBe(2);
  });
});

describe('keys', () => {
  it('lead back to whose events they are judged on', () => {
    expect(ownerOfKey('student+offering:s1|CS|2')).toBe('subject:s1');
    expect(ownerOfKey('student:s1')).toBe('subject:s1');
    expect(ownerOfKey('assessment:CS/exam-1')).toBe('assessment:CS/exam-1');
  });
});
