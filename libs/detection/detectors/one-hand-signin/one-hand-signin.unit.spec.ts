import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  arrives,
  classOf,
  drawn,
  firstOf,
  meetingAt,
  phone,
  type SigningIn,
} from '../testing/class.js';
import { CASE_LLR, CAMPUS, DORMITORY, LAB, MIN, SEC, whenJudged } from '../testing/given.js';
import { oneHandSignIn } from './one-hand-signin.detector.js';

const accusedOf = (events: ReturnType<typeof classOf>) =>
  whenJudged(oneHandSignIn, events)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

/** A tool on one phone signs the first `group` students, each with a device never seen before. */
const byTool =
  (group: number) =>
  (student: number, week: number): SigningIn => {
    if (student >= group) return arrives(student, week);
    const at = meetingAt(week) + 30 * SEC + student * 400;
    const deviceId = `new ${student}-${week}`;
    return { at, client: { ip: CAMPUS, userAgent: 'Android 12 SM-N9006', deviceId } };
  };

/** The first student's phone signs the first `group`, half a minute apart, on some weeks. */
const byPhone =
  (group: number, weeks: number) =>
  (student: number, week: number): SigningIn =>
    student >= group || week >= weeks
      ? arrives(student, week)
      : { at: meetingAt(week) + student * 35 * SEC, client: phone(0) };

describe('one hand signing many', () => {
  it('given five accounts signed by a tool with ever new devices, then it accuses those five', () => {
    const events = classOf(60, 4, byTool(5));
    expect(accusedOf(events)).toEqual(firstOf(5));
    const [finding] = whenJudged(oneHandSignIn, events);
    expect(finding!.numbers.find((row) => row.name === 'accounts_at_once')?.value).toBe(5);
    const own = events.filter(({ subject }) => subject === finding!.subject);
    expect(finding!.events.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
  });

  it('given four accounts on one phone at three meetings, then it accuses those four', () => {
    expect(accusedOf(classOf(60, 4, byPhone(4, 3)))).toEqual(firstOf(4));
  });

  /** Feeds without device ids: a program on one line signs the first four in, within two seconds. */
  const nameless =
    (client: (student: number) => object, gap: (student: number, week: number) => number) =>
    (student: number, week: number): SigningIn => {
      const { at, client: own } = arrives(student, week);
      return student < 4
        ? { at: meetingAt(week) + 2 * SEC + gap(student, week), client: client(student) }
        : { at, client: { ip: CAMPUS, ...(own.userAgent ? { userAgent: own.userAgent } : {}) } };
    };

  it('given four behind one address that nobody else uses, within two seconds of each other each time, then it accuses those four', () => {
    const how = nameless(
      () => ({ ip: '121.40.9.77' }),
      (student) => student * 500,
    );
    expect(accusedOf(classOf(60, 8, how))).toEqual(firstOf(4));
  });

  it('given four friends on one line who sign in when they come, then nothing', () => {
    const how = nameless(
      () => ({ ip: '121.40.9.77' }),
      (student, week) => Math.round(drawn(student, week, 3) * 20 * SEC),
    );
    expect(accusedOf(classOf(60, 8, how))).toEqual([]);
  });

  it('given four who sign in at once with agents of their own, then nothing', () => {
    const how = nameless(
      (student) => ({ ip: CAMPUS, userAgent: `their own ${student}` }),
      (student) => student * 500,
    );
    expect(accusedOf(classOf(60, 8, how))).toEqual([]);
  });

  it("given a classmate's agent at twelve meetings of fourteen and an own one in between, then it accuses who changes", () => {
    const how = (student: number, week: number): SigningIn => {
      const { at } = arrives(student, week);
      const lent = student === 1 && week % 7 !== 1;
      const userAgent = `model of ${lent ? 0 : student}`;
      return { at: at + (lent ? 40 * SEC : 0), client: { ip: CAMPUS, userAgent } };
    };
    expect(accusedOf(classOf(60, 14, how))).toEqual(['s1']);
  });

  /** The second of a class comes with the first one's agent at ten meetings of fourteen, from an address. */
  const lentBehind = (ip: (student: number, week: number) => string) =>
    classOf(60, 14, (student, week) => {
      const lent = student === 1 && week % 3 !== 1;
      const userAgent = `model of ${lent ? 0 : student}`;
      const at = arrives(student, week).at + (lent ? 40 * SEC : 0);
      return { at, client: { ip: student < 2 ? ip(student, week) : CAMPUS, userAgent } };
    });

  it("given a classmate's agent on his very exit of a carrier, the own one in between, then it weighs more than on the campus", () => {
    const [onCarrier] = whenJudged(
      oneHandSignIn,
      lentBehind((_, week) => `115.31.4.${week}`),
    );
    const [onCampus] = whenJudged(
      oneHandSignIn,
      lentBehind(() => CAMPUS),
    );
    expect(onCarrier?.subject).toBe('s1');
    expect((onCarrier?.llr ?? 0) - (onCampus?.llr ?? 0)).toBeGreaterThan(1.5);
  });

  it('given the same agent on other exits each, then no case', () => {
    expect(accusedOf(lentBehind((student, week) => `115.31.${student}.${week}`))).toEqual([]);
  });

  it('given two with phones of one model, one of whom borrows a third phone twice, then nothing', () => {
    const how = (student: number, week: number): SigningIn => {
      const lent = student === 1 && (week === 4 || week === 7);
      const userAgent = `model of ${lent ? 2 : student === 1 ? 0 : student}`;
      return { at: arrives(student, week).at, client: { ip: CAMPUS, userAgent } };
    };
    expect(accusedOf(classOf(60, 12, how))).toEqual([]);
  });

  it('given an honest borrower of a phone that signs two others in, then not the borrower', () => {
    const how = (student: number, week: number): SigningIn =>
      student < 3 || (student === 3 && week > 5)
        ? byPhone(4, 8)(student, week)
        : arrives(student, week);
    expect(accusedOf(classOf(60, 8, how))).not.toContain('s3');
  });

  it("given whose phone it is, then what is cited of him are the others' sign-ins", () => {
    const events = classOf(60, 6, byPhone(4, 3));
    const ofIds = new Map(events.map(({ id, subject }) => [id, subject]));
    for (const { subject, events: cited } of whenJudged(oneHandSignIn, events)) {
      const whose = new Set(cited.map(({ id }) => ofIds.get(id)));
      expect([...whose].sort()).toEqual(subject === 's0' ? ['s1', 's2', 's3'] : [subject]);
    }
  });

  it('given thirty accounts in one hand, then it accuses the thirty', () => {
    expect(accusedOf(classOf(80, 3, byPhone(30, 3)))).toHaveLength(30);
  });

  it('given eighty sign-ins in twenty seconds behind one address, then nothing', () => {
    expect(whenJudged(oneHandSignIn, classOf(80, 6, arrives))).toEqual([]);
  });

  it('given eighty with one and the same user agent, then nothing', () => {
    const events = classOf(80, 6, (student, week) => {
      const { at, client } = arrives(student, week);
      return { at, client: { ...client, userAgent: 'campus app 3.1' } };
    });
    expect(whenJudged(oneHandSignIn, events)).toEqual([]);
  });

  it('given a platform that invents a device id per session, then nothing', () => {
    const events = classOf(80, 6, (student, week) => {
      const { at, client } = arrives(student, week);
      return { at, client: { ...client, deviceId: `session ${student}-${week}` } };
    });
    expect(accusedOf(events)).toEqual([]);
  });

  it('given two on one phone at nine meetings of ten, then it accuses both', () => {
    const events = classOf(60, 10, byPhone(2, 9));
    expect(accusedOf(events)).toEqual(firstOf(2));
    const [finding] = whenJudged(oneHandSignIn, events);
    expect(finding?.numbers).toContainEqual(
      expect.objectContaining({ name: 'meetings', value: 9, threshold: 3 }),
    );
  });

  it('given one friend without a phone for six weeks (a near miss), then no case', () => {
    expect(accusedOf(classOf(60, 6, byPhone(2, 6)))).toEqual([]);
  });

  it('given two on one phone at six meetings of eight, the own one in between, then it accuses both', () => {
    const events = classOf(60, 8, (student, week) =>
      week === 2 || week === 5 ? arrives(student, week) : byPhone(2, 8)(student, week),
    );
    expect(accusedOf(events)).toEqual(firstOf(2));
  });

  it('given a phone borrowed at four meetings of eight (a near miss), then no case', () => {
    const events = classOf(60, 8, (student, week) =>
      week % 2 ? arrives(student, week) : byPhone(2, 8)(student, week),
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a phone borrowed by one friend now and then, then nothing', () => {
    expect(whenJudged(oneHandSignIn, classOf(60, 10, byPhone(2, 3)))).toEqual([]);
  });

  it('given one account always signed in behind the same friend, on a new device each time, then it accuses that account', () => {
    const events = classOf(60, 10, (student, week) =>
      student === 1
        ? {
            at: arrives(0, week).at + 200,
            client: { ...phone(0), deviceId: `new ${week}` },
          }
        : arrives(student, week),
    );
    expect(accusedOf(events)).toEqual(['s1']);
  });

  it('given friends with the same model who always arrive together, then nothing', () => {
    const events = classOf(60, 10, (student, week) =>
      student === 1
        ? { at: arrives(0, week).at + 200, client: { ...phone(0), deviceId: 'own' } }
        : arrives(student, week),
    );
    expect(whenJudged(oneHandSignIn, events)).toEqual([]);
  });

  it('given ids that name a model, which half the class has, then nothing', () => {
    const events = classOf(60, 10, (student, week) => {
      const { at, client } = arrives(student, week);
      return { at, client: { ...client, deviceId: `model ${student % 20}` } };
    });
    expect(whenJudged(oneHandSignIn, events)).toEqual([]);
  });

  it.each([
    ['a computer room', LAB, {}],
    ['a live lecture at home', DORMITORY, { method: 'live' }],
  ])('given shared machines in %s, then nothing', (_, ip, data) => {
    const events = classOf(60, 8, (student, week) => {
      const one = student < 4 ? byTool(4)(student, week) : arrives(student, week);
      return { ...one, client: { ...one.client, ip }, data };
    });
    expect(whenJudged(oneHandSignIn, events)).toEqual([]);
  });

  it('given three on one phone at a single meeting (a near miss), then no case', () => {
    expect(accusedOf(classOf(60, 6, byPhone(3, 1)))).toEqual([]);
  });

  it('given roommates who sign in together with their own phones, then nothing', () => {
    const events = classOf(60, 6, (student, week) =>
      student < 4
        ? {
            at: meetingAt(week) + MIN + student * 1500,
            client: { ...phone(student), userAgent: 'same' },
          }
        : arrives(student, week),
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a phone replaced mid-term, then nothing', () => {
    const events = classOf(40, 6, (student, week) => {
      const { at, client } = arrives(student, week);
      return { at, client: week >= 3 ? { ...client, deviceId: `newer ${student}` } : client };
    });
    expect(whenJudged(oneHandSignIn, events)).toEqual([]);
  });

  it('given a class that files in as evenly as a queue, then no case', () => {
    const events = classOf(80, 6, (student, week) => ({
      at: meetingAt(week) + student * 250,
      client: phone(student),
    }));
    expect(accusedOf(events)).toEqual([]);
  });

  it('given tablets of some wards, each handed round among another third of the class at each meeting, then no case', () => {
    const events = classOf(36, 6, (student, week) =>
      (student * 7 + week) % 3 > 0
        ? arrives(student, week)
        : {
            at: meetingAt(week) + 30 * SEC + student * 4 * SEC,
            client: { ip: CAMPUS, userAgent: 'tablet', deviceId: `ward ${week % 4}` },
          },
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it("given the teacher's tablet that signs the whole class in, then nothing", () => {
    const events = classOf(30, 4, (student, week) => ({
      at: meetingAt(week) + student * 9 * SEC + Math.round(drawn(student, week) * 5000),
      client: phone(0),
    }));
    expect(accusedOf(events)).toEqual([]);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = classOf(20, 3, byTool(4));
    const expected = JSON.stringify(whenJudged(oneHandSignIn, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(oneHandSignIn, shuffled))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });
});
