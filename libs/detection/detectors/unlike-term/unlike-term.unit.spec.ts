import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../../activity/activity.js';
import type { Finding } from '../../signal.js';
import { accused, DORMITORY, event, HOUR, LAB, VPN, whenJudged } from '../testing/given.js';
import { thinking } from '../sittings/testing/paper.js';
import {
  EXAM_AT,
  laptop,
  semester,
  stranger,
  type SemesterParts,
} from '../sittings/testing/semester.js';
import { unlikeTerm } from './unlike-term.detector.js';

const SIZE = 50;
const judged = (
  how: (student: number) => SemesterParts = () => ({}),
  exams: readonly string[] = ['final'],
) => whenJudged(unlikeTerm, semester(SIZE, exams, how));
const first = (parts: SemesterParts) => (student: number) => (student === 0 ? parts : {});
const named = (findings: readonly Finding[]) => findings.map(({ subject }) => subject);

/** A weak student, and somebody who knows it all and works quickly. */
const weak: SemesterParts = { quiz: () => ({ right: (item) => item % 3 === 0 }) };
const expert = (exam: string) => ({
  client: stranger('hand'),
  right: () => true,
  gap: thinking('hand', exam, 0.4),
});

describe('an exam unlike the whole term', () => {
  it('given a strange machine and network, a leap of the score and another pace, then it is accused', () => {
    const findings = judged(first({ ...weak, exam: expert }));
    expect(named(findings)).toEqual(['s0']);
    expect(accused(findings)).toBe(true);
    expect(findings[0]?.population?.map(({ name }) => name)).toEqual(['own_term', 'class']);
  });

  it('given the same in two exams on one such machine, then it weighs more', () => {
    const [one] = judged(first({ ...weak, exam: expert }));
    const [two] = judged(first({ ...weak, exam: expert }), ['final', 'midterm']);
    expect(two?.llr ?? 0).toBeGreaterThan(one?.llr ?? 0);
  });
});

describe('an exam handed over', () => {
  const carriedOn = (client: Client) => {
    const events = semester(
      SIZE,
      ['final'],
      first({ ...weak, exam: () => ({ right: () => true }) }),
    );
    const answers = events.filter(
      ({ subject, data }) => subject === 's0' && data.activity === 'final',
    );
    const later = new Set(answers.slice(6));
    return whenJudged(
      unlikeTerm,
      events.map((one) => (later.has(one) ? { ...one, data: { ...one.data, client } } : one)),
    );
  };

  it('given an exam begun on one’s own machine and carried on by a stranger’s elsewhere, then it is accused', () => {
    expect(accused(carriedOn(stranger('hand')))).toBe(true);
  });

  it('given a lost connection, then one’s own machine on another line is no case', () => {
    const { ip = '' } = stranger('line');
    expect(accused(carriedOn({ ...laptop(0), ip }))).toBe(false);
    expect(accused(carriedOn({ ...stranger('neighbour'), ip: DORMITORY }))).toBe(false);
  });
});

describe('a platform that tells device ids at the examination only', () => {
  const unnamed = (student: number) => ({ ...laptop(student), deviceId: undefined });
  const how = (student: number): SemesterParts => ({
    ...{ study: () => unnamed(student), quiz: () => ({ client: unnamed(student) }) },
    ...(student === 0 && {
      quiz: () => ({ ...weak.quiz?.(0), client: unnamed(0) }),
      exam: expert,
    }),
  });

  it('given the owner looks in there, too, then the kinds of machines are compared all the same', () => {
    const look = event('session.started', {
      subject: 's0',
      at: EXAM_AT + 3 * HOUR,
      client: { ...laptop(0), deviceId: 'exam-phone' },
    });
    const findings = whenJudged(unlikeTerm, [...semester(SIZE, ['final'], how), look]);
    expect(named(findings)).toEqual(['s0']);
    expect(accused(findings)).toBe(true);
  });
});

describe('a vendor that tells no addresses', () => {
  const untold = (how: (student: number) => SemesterParts) =>
    whenJudged(
      unlikeTerm,
      semester(SIZE, ['final'], how).map((one) => {
        const client = { ...one.data.client, ip: undefined };
        return { ...one, data: { ...one.data, client } };
      }),
    );

  it('given a machine of no other day, a leap of the score and another pace, then it is accused', () => {
    expect(accused(untold(first({ ...weak, exam: expert })))).toBe(true);
  });

  it('given a broken laptop and one’s own work on a friend’s, then it is no case', () => {
    const borrowed = first({ exam: () => ({ client: stranger('friend') }) });
    expect(accused(untold(borrowed))).toBe(false);
  });

  it('given an able student on a borrowed machine, then it is no case', () => {
    const able = { quiz: () => ({ right: () => true }) };
    const exam = () => ({ client: stranger('friend'), right: () => true });
    expect(accused(untold(first({ ...able, exam })))).toBe(false);
  });

  it('given a few whose windows are nameless, then those who study on machines of their own are judged by such', () => {
    const nameless = (student: number): SemesterParts => ({
      study: (day) => ({ ...laptop(student), deviceId: `w-${student}-${day}` }),
      exam: () => ({ client: { ...laptop(student), deviceId: `w-${student}-exam` } }),
    });
    const findings = untold((student) =>
      student === 0 ? { ...weak, exam: expert } : student < 6 ? nameless(student) : {},
    );
    expect(named(findings.filter((one) => accused([one])))).toEqual(['s0']);
  });
});

describe('innocent differences', () => {
  it('given an honest class, then nobody is heard of', () => {
    expect(judged(() => ({}), ['final', 'midterm'])).toEqual([]);
  });

  it('given a borrowed laptop elsewhere and one’s own work, then it is no case', () => {
    const away = (student: number): SemesterParts => ({
      exam: () => ({ client: stranger(`cousin ${student}`) }),
    });
    for (const who of [0, 7, 21])
      expect(accused(judged((student) => (student === who ? away(student) : {})))).toBe(false);
  });

  it('given a leap of the score or a new laptop alone, then nothing is said', () => {
    const leap = { ...weak, exam: (exam: string) => ({ ...expert(exam), client: laptop(0) }) };
    expect(judged(first(leap))).toEqual([]);
    const replaced = { ...stranger('new'), ip: DORMITORY.replace('.7', '.0') };
    expect(
      judged(first({ ...weak, exam: (exam) => ({ ...expert(exam), client: replaced }) })),
    ).toEqual([]);
  });

  it('given the own laptop at home or over a VPN, then nothing is said', () => {
    for (const ip of [VPN, '61.178.4.4'])
      expect(
        judged(
          first({ ...weak, exam: (exam) => ({ ...expert(exam), client: { ...laptop(0), ip } }) }),
        ),
      ).toEqual([]);
  });

  it('given a laboratory or a centre where several of the class sit, then nothing is said', () => {
    const lab = (student: number) => ({ ...stranger(`pc ${student}`), ip: LAB });
    const centre = (student: number) => ({ ...stranger(`pc ${student}`), ip: '61.178.9.9' });
    for (const client of [lab, centre])
      expect(
        judged((student) =>
          student < 6
            ? { ...weak, exam: (exam) => ({ ...expert(exam), client: client(student) }) }
            : {},
        ),
      ).toEqual([]);
  });

  it('given a class of which a third sits the exam at home on other machines, then nothing is said', () => {
    const home = (student: number): SemesterParts => ({
      exam: () => ({ client: { ...stranger(`home ${student}`), ip: `61.${student}.1.1` } }),
    });
    expect(judged((student) => (student % 3 === 0 ? { ...weak, ...home(student) } : {}))).toEqual(
      [],
    );
  });

  it('given nameless windows all term long, then it is no case', () => {
    const study = (day: number) => ({ ...laptop(0), deviceId: `window-${day}` });
    const exam = (name: string) => ({
      ...expert(name),
      client: { ...laptop(0), deviceId: 'window-exam', ip: '61.178.4.4' },
    });
    expect(accused(judged(first({ ...weak, study, exam })))).toBe(false);
  });

  it('given a term of too few days, or no clients at all, then nothing is said', () => {
    const events = semester(SIZE, ['final'], first({ ...weak, exam: expert }));
    const late = events.filter(
      ({ subject, at }) => subject !== 's0' || at > Date.parse('2026-04-06'),
    );
    expect(whenJudged(unlikeTerm, late)).toEqual([]);
    const blind = events.map((one) => ({ ...one, data: { ...one.data, client: {} } }));
    expect(whenJudged(unlikeTerm, blind)).toEqual([]);
  });
});
