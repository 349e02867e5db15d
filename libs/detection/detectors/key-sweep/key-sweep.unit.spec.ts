import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { accused, DAY, event, HOUR, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { keySweep } from './key-sweep.detector.js';

const ITEMS = 8;
const at = (paper: number): number => MONDAY_8 + paper * 7 * DAY;

/** An attempt of one's own, handed in after twenty minutes. */
const work = (
  subject: string,
  paper: number,
  from: number,
  attempt = '1',
  everySec = 120,
): AttributedActivity[] => {
  const one = (type: string, time: number, data: object = {}) =>
    event(type, {
      subject,
      activity: `q${paper}`,
      at: time,
      data: { attempt, kind: 'quiz', ...data },
    });
  return [
    one('assessment.started', from),
    ...Array.from({ length: ITEMS }, (_, n) =>
      one('assessment.answered', from + (n + 1) * everySec * SEC, {
        item: `i${n}`,
        correct: n % 3 > 0,
      }),
    ),
    one('assessment.submitted', from + ITEMS * everySec * SEC + SEC / 2, {
      score: 5,
      maxScore: ITEMS,
    }),
  ];
};
const looks = (subject: string, paper: number, from: number, everySec: number) =>
  Array.from({ length: ITEMS }, (_, n) =>
    event('assessment.answer_shown', {
      subject,
      activity: `q${paper}`,
      at: from + n * everySec * SEC,
      data: { item: `i${n}` },
    }),
  );
/** Begun for the look alone, some times in a row. */
const idle = (subject: string, paper: number, from: number, times: number, everySec = 3) =>
  Array.from({ length: times }, (_, n) => {
    const begun = from + n * 120 * SEC;
    return [
      event('assessment.started', {
        ...{ subject, activity: `q${paper}`, at: begun },
        data: { attempt: `${20 + n}`, kind: 'quiz' },
      }),
      ...looks(subject, paper, begun + 5 * SEC, everySec),
    ];
  }).flat();

/** Everybody works at four papers, a third looks at the answers afterwards, about ten seconds an item. */
const classmates = (early = 0) =>
  Array.from({ length: 30 }, (_, n) =>
    [0, 1, 2, 3].flatMap((paper) => [
      ...(n < early ? looks(`c${n}`, paper, at(paper) + n * 60 * SEC, 10) : []),
      ...work(`c${n}`, paper, at(paper) + DAY + n * HOUR),
      ...(n % 3 === 0 ? looks(`c${n}`, paper, at(paper) + DAY + (n + 1) * HOUR, 10) : []),
    ]),
  ).flat();
/** One attempt opened for the key alone, once, of one paper. */
const once = (paper: number, everySec: number) => [
  ...work('s0', paper, at(paper)),
  ...(paper === 1 ? idle('s0', paper, at(paper) + HOUR, 1, everySec) : []),
];
const judged = (how: (paper: number) => readonly AttributedActivity[], early = 0) =>
  whenJudged(keySweep, [...classmates(early), ...[0, 1, 2, 3].flatMap(how)]);

describe('whole keys drawn out', () => {
  it('given attempt after attempt begun for the look alone, in four papers, then it is accused, and nobody else', () => {
    const findings = judged((paper) => idle('s0', paper, at(paper) + 2 * HOUR, 4));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(accused(findings)).toBe(true);
    // The same after work of one's own, as a trace it is no weaker.
    const after = judged((paper) => [
      ...work('s0', paper, at(paper)),
      ...idle('s0', paper, at(paper) + 2 * HOUR, 5),
    ]);
    expect(accused(after)).toBe(true);
  });

  it('given each paper’s key item by item a second apart before it was worked at, then it is accused', () => {
    const findings = judged((paper) => [
      ...looks('s0', paper, at(paper) + HOUR, 1),
      ...work('s0', paper, at(paper) + DAY),
    ]);
    expect(accused(findings)).toBe(true);
  });
});

describe('what came late', () => {
  it('given papers and looks that a phone uploads together two hours later, then nothing', () => {
    const uploaded = (paper: number) => {
      const own = [
        ...work('s0', paper, at(paper), '1', 15),
        ...looks('s0', paper, at(paper) + 4 * 60 * SEC, 8),
      ];
      return own.map((one, n) => {
        const recorded = at(paper) + 2 * HOUR + ((n * 7) % own.length) * 200;
        return { ...one, recorded, at: recorded };
      });
    };
    expect(judged(uploaded)).toEqual([]);
  });
});

describe('papers filled in within seconds for the key', () => {
  const filled = (everySec: number, lookSec: number) =>
    judged((paper) =>
      [1, 2].flatMap((n) => [
        ...work('s0', paper, at(paper) + n * HOUR, `${n}`, everySec),
        ...looks('s0', paper, at(paper) + n * HOUR + 60 * SEC, lookSec),
      ]),
    );

  it('given a click every seven tenths of a second and looks as fast, then it is accused', () => {
    expect(accused(filled(0.7, 0.5))).toBe(true);
  });

  it('given somebody who gives up, clicks through in three seconds an item and reads the answers, then nothing', () => {
    expect(filled(3, 7)).toEqual([]);
  });
});

describe('an attempt opened for the key alone', () => {
  it('given two looks a second through one whole key, straight after it was opened, then it is accused', () => {
    expect(accused(judged((paper) => once(paper, 0.5)))).toBe(true);
  });

  it('given the same at the pace of somebody who reads, or photographs the screen, then it is no case', () => {
    expect(accused(judged((paper) => once(paper, 9)))).toBe(false);
    expect(accused(judged((paper) => once(paper, 2.5)))).toBe(false);
  });

  it('given one whose class does the same as quickly, then it is the platform’s way and no case', () => {
    const all = judged((paper) => [
      ...once(paper, 0.5),
      ...Array.from({ length: 10 }, (_, n) =>
        idle(`c${n}`, paper, at(paper) + 2 * DAY + n * 60 * SEC, 1, 0.5),
      ).flat(),
    ]);
    expect(accused(all.filter(({ subject }) => subject === 's0'))).toBe(false);
  });
});

describe('innocent looks', () => {
  it.each([
    [
      'somebody who reviews each paper after handing it in, thrice',
      (paper: number) => [
        ...work('s0', paper, at(paper)),
        ...[1, 2, 3].flatMap((n) => looks('s0', paper, at(paper) + n * HOUR, 6)),
      ],
    ],
    [
      'a retaker who works, looks and works again',
      (paper: number) =>
        [1, 2, 3].flatMap((n) => [
          ...work('s0', paper, at(paper) + 2 * n * HOUR, `${n}`),
          ...looks('s0', paper, at(paper) + (2 * n + 1) * HOUR, 8),
        ]),
    ],
    [
      'a paper of which half is looked at before',
      (paper: number) => [
        ...looks('s0', paper, at(paper), 5).slice(0, ITEMS / 2),
        ...work('s0', paper, at(paper) + HOUR),
      ],
    ],
  ])('given %s, then nothing is said', (_, how) => {
    expect(judged(how)).toEqual([]);
  });

  it('given one paper’s submission lost, then it is no case', () => {
    const findings = judged((paper) =>
      paper === 1
        ? looks('s0', paper, at(paper) + HOUR, 1)
        : [...work('s0', paper, at(paper)), ...looks('s0', paper, at(paper) + HOUR, 7)],
    );
    expect(accused(findings)).toBe(false);
  });

  it('given a class of which many look first, then nobody is accused', () => {
    const early = judged(
      (paper) => [...looks('s0', paper, at(paper), 9), ...work('s0', paper, at(paper) + DAY)],
      10,
    );
    expect(accused(early)).toBe(false);
  });
});
