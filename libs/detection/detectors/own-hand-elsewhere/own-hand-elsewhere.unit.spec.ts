import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../../activity/activity.js';
import type { AttributedActivity } from '../../detector.js';
import { accused, DAY, DORMITORY, event, HOUR, LAB, MIN, MONDAY_8, VPN } from '../testing/given.js';
import { whenJudged } from '../testing/given.js';
import { ownHandElsewhere } from './own-hand-elsewhere.detector.js';

const laptop: Client = { deviceId: 'own', userAgent: 'Chrome/131', ip: DORMITORY };
const stranger = (name = 'strange', ip = '61.178.4.4'): Client => ({
  ...{ deviceId: name, userAgent: 'Safari/617', ip },
});
const EXAM_AT = MONDAY_8 + 30 * DAY;

/** Study in another course on the days given, from the own laptop in the dormitory. */
const term = (days = 10): AttributedActivity[] =>
  Array.from({ length: days }, (_, day) => [
    event('session.started', { client: laptop, offering: 'B', at: MONDAY_8 + day * 2 * DAY }),
    event('content.viewed', { client: laptop, offering: 'B', at: MONDAY_8 + day * 2 * DAY + MIN }),
  ]).flat();

const exam = (client: Client, offering = 'CS101', from = EXAM_AT): AttributedActivity[] => {
  const common = { client, offering, activity: `${offering}-final` };
  const data = { kind: 'exam', attempt: 1 };
  return [
    event('assessment.started', { ...common, at: from, data }),
    event('assessment.submitted', { ...common, at: from + 90 * MIN, data }),
  ];
};

/** So many pages looked at on the own laptop while the exam runs. */
const meanwhile = (count: number, client = laptop): AttributedActivity[] =>
  Array.from({ length: count }, (_, n) =>
    event('content.viewed', { client, offering: 'B', at: EXAM_AT + (10 + n) * MIN }),
  );
const judged = (...parts: readonly AttributedActivity[][]) =>
  whenJudged(ownHandElsewhere, parts.flat());

describe('the owner’s hand at home while the exam is written elsewhere', () => {
  it('given acts on the own laptop in the dormitory and the exam on a far line, then it weighs', () => {
    const [finding, ...more] = judged(term(), exam(stranger()), meanwhile(6));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ subject: 's1', offering: 'CS101' });
    expect(finding?.llr ?? 0).toBeGreaterThan(5);
    const [fewer] = judged(term(), exam(stranger()), meanwhile(2));
    expect(fewer?.llr ?? 9).toBeLessThan(finding?.llr ?? 0);
  });

  it('given a roommate who borrows the phone meanwhile, then it is no case alone', () => {
    expect(accused(judged(term(), exam(stranger()), meanwhile(20)))).toBe(false);
  });
});

describe('a platform for examinations alone, where each machine has an id of no other day', () => {
  const there = (client: Client): Client => ({
    ...client,
    deviceId: `exam-${client.deviceId ?? ''}`,
  });
  const sat = (client: Client) => exam(client).map((one) => ({ ...one, source: 'exams' }));
  const looks = (count: number, offering = 'CS101'): AttributedActivity[] =>
    Array.from({ length: count }, (_, n) => ({
      ...event('content.viewed', {
        ...{ client: there(laptop), offering, at: EXAM_AT + (10 + n) * MIN },
      }),
      source: 'exams',
    }));

  it('given the owner looks at it in the dormitory while it is written elsewhere, then it is a case', () => {
    expect(accused(judged(term(), sat(there(stranger())), looks(6)))).toBe(true);
    expect(accused(judged(term(), sat(there(stranger())), looks(6, 'B')))).toBe(false);
  });

  it('given one’s own laptop behind a VPN and the phone at hand, then nothing is said', () => {
    const phone: Client = { deviceId: 'phone', userAgent: 'Android 14', ip: DORMITORY };
    const calls = term().map((one) => ({
      ...one,
      id: `${one.id}p`,
      data: { ...one.data, client: phone },
    }));
    const own = sat(there({ ...laptop, ip: '61.178.4.4' }));
    const looked = looks(6).map((one) => ({ ...one, data: { ...one.data, client: there(phone) } }));
    const heard = judged([...term(), ...calls], own, looked);
    expect(heard.every(({ llr }) => llr < 1)).toBe(true);
  });
});

describe('one course’s exam on a strange machine, the others’ on the own', () => {
  const others = [1, 2, 3].map((n) => exam(laptop, `C${n}`, EXAM_AT - n * 2 * DAY));

  it('given so, then a little is said, a nat at most, and no case', () => {
    const llrs = [1, 3].map(
      (count) => judged(term(), exam(stranger()), ...others.slice(0, count))[0]?.llr,
    );
    expect(llrs).toEqual([0.5, 1]);
  });

  it('given a vendor that tells no addresses, then the machine alone is compared', () => {
    const blind = (events: AttributedActivity[]) =>
      events.map((one) => {
        const client = { ...one.data.client, ip: undefined };
        return { ...one, data: { ...one.data, client } };
      });
    const parts = [term(), exam(stranger()), others.flat()].map(blind);
    expect(judged(...parts)).toMatchObject([{ offering: 'CS101', llr: 1 }]);
    expect(judged(blind(term()), blind(exam(stranger())), blind(meanwhile(9)))).toEqual([]);
  });

  it('given another exam on a strange machine, too, then nothing is held against him', () => {
    const other = exam(stranger('cousin'), 'B', EXAM_AT - 7 * DAY);
    const findings = judged(term(), exam(stranger()), other, ...others);
    expect(findings.every(({ llr }) => llr < 0)).toBe(true);
  });
});

describe('what says nothing', () => {
  it('given a single act, then nothing is said', () => {
    expect(judged(term(), exam(stranger()), meanwhile(1))).toEqual([]);
  });

  it('given the own laptop, a laboratory or a VPN for the exam, then nothing is said', () => {
    for (const client of [laptop, stranger('pc', LAB), stranger('pc', VPN)])
      expect(judged(term(), exam(client), meanwhile(5))).toEqual([]);
  });

  it('given a machine in the neighbouring room, then nothing is said', () => {
    expect(judged(term(), exam(stranger('friend', DORMITORY)), meanwhile(5))).toEqual([]);
  });

  it('given a video that plays on, or acts kept back and sent late, then nothing is said', () => {
    const runs = meanwhile(5).map((one) => ({ ...one, type: 'probity.video.played.v1' }));
    expect(judged(term(), exam(stranger()), runs)).toEqual([]);
    // Waited for a connection, one by one: the day's other events show the usual lag.
    const late = meanwhile(2).map((one) => ({ ...one, time: one.time - HOUR }));
    expect(judged(term(), exam(stranger()), late)).toEqual([]);
  });

  it('given a term of few days, then nothing is known and nothing said', () => {
    expect(judged(term(3), exam(stranger()), meanwhile(5))).toEqual([]);
  });
});

describe('what speaks for the student', () => {
  it('given the family’s computer that only another course knows, then it does', () => {
    const family = stranger('family', '61.3.3.3');
    const sunday = event('content.viewed', {
      client: family,
      offering: 'B',
      at: MONDAY_8 + 5 * DAY,
    });
    expect(judged(term(), [sunday], exam(family))).toMatchObject([{ offering: 'CS101', llr: -3 }]);
  });

  it('given a browser of another day on a platform that names no devices, then it counts for little', () => {
    const { userAgent, ip } = {
      ...stranger('family', '61.3.3.3'),
      userAgent: 'Chrome/140 at home',
    };
    const day = event('content.viewed', {
      client: { userAgent, ip },
      offering: 'B',
      at: MONDAY_8 + 5 * DAY,
    });
    expect(judged(term(), [day], exam({ userAgent, ip }))).toMatchObject([{ llr: -1 }]);
  });

  it('given borrowed machines in the exams of several courses, then both count for him', () => {
    const other = exam(stranger('cousin', '61.9.9.9'), 'B', EXAM_AT - 7 * DAY);
    const findings = judged(term(), exam(stranger()), other);
    expect(findings.map(({ offering, llr }) => [offering, llr])).toEqual([
      ['B', -2],
      ['CS101', -2],
    ]);
  });

  it('given one and the same strange machine in several courses, then it does not', () => {
    const other = exam(stranger(), 'B', EXAM_AT - 7 * DAY);
    expect(judged(term(), exam(stranger()), other)).toEqual([]);
  });
});
