import { describe, expect, it } from '@jest/globals';
import { BUILT_IN } from '../testing/built-in.js';
import { allPartsRequiredBy, completionOf, COMPLETING } from './completion.js';
import type { OfferingFacts } from './offering-facts.js';

const videos = new Map([
  ['v1', {}],
  ['v2', {}],
]);
const assessments = new Map([
  ['h1', { kind: 'homework' as const }],
  ['x1', { kind: 'exam' as const }],
]);
const discussions = new Set<string>();
const { video, assessment, discussion } = COMPLETING;
const all = [
  { type: video, activity: 'v1', progress: 1 },
  { type: video, activity: 'v2' },
  { type: assessment, activity: 'h1' },
  { type: assessment, activity: 'x1' },
];

describe('art. 10: all parts are completed', () => {
  it('given every part, also several times, then nothing is missing', () => {
    const done = completionOf({ videos, assessments, discussions }, [...all, ...all]);
    expect(done).toEqual({ parts: 4, done: 4, missing: [] });
  });

  it('given a video not to its end, another sort of event or another part, then it is missing', () => {
    const events = [
      { type: video, activity: 'v1', progress: 0.999 },
      { type: assessment, activity: 'v2' },
      { type: video, activity: 'h1' },
      { type: assessment, activity: undefined },
      { type: assessment, activity: 'x1' },
    ];
    expect(completionOf({ videos, assessments, discussions }, events)).toEqual({
      ...{ parts: 4, done: 1 },
      missing: [
        { kind: 'video', id: 'v1' },
        { kind: 'video', id: 'v2' },
        { kind: 'homework', id: 'h1' },
      ],
    });
  });

  it('given discussions on file, then a post in each completes it, and nothing else does', () => {
    const parts = { videos, assessments, discussions: new Set(['d1', 'd2']) };
    const post = (activity: string | undefined) => ({ type: discussion, activity });
    const strange = { type: assessment, activity: 'd2' };
    const found = completionOf(parts, [...all, post('d1'), post(undefined), post('v1'), strange]);
    expect(found).toEqual({ parts: 6, done: 5, missing: [{ kind: 'discussion', id: 'd2' }] });
    expect(completionOf(parts, [...all, post('d1'), post('d2')])?.missing).toEqual([]);
    const only = { videos: new Map(), assessments: new Map(), discussions: new Set(['d1']) };
    expect(completionOf(only, [])).toMatchObject({ parts: 1, done: 0 });
  });

  it('given no part on file, then nothing can be said', () => {
    const nothing = { videos: new Map(), assessments: new Map(), discussions };
    expect(completionOf(nothing, all)).toBeUndefined();
  });

  it('given the regulation, then electives ask for all parts, compulsory courses do not', () => {
    const offering = (compulsory: boolean) => ({ compulsory }) as unknown as OfferingFacts;
    expect(allPartsRequiredBy(BUILT_IN, offering(false))).toBe('qhnu-online@1#10');
    expect(allPartsRequiredBy(BUILT_IN, offering(true))).toBeUndefined();
    expect(allPartsRequiredBy([], offering(false))).toBeUndefined();
  });
});
