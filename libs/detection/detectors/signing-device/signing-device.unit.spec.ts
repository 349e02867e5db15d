import { describe, expect, it } from '@jest/globals';
import { CAMPUS, CASE_LLR, DAY, event, HOUR, LAB, MONDAY_8, whenJudged } from '../testing/given.js';
import { signingDevice } from './signing-device.detector.js';

interface Signing {
  readonly subject: string;
  readonly offering: string;
  /** Days after the first Monday. */
  readonly days: readonly number[];
  readonly hour?: number;
  readonly meeting?: (day: number) => string;
  readonly method?: string;
  readonly ip?: string;
  readonly deviceId?: string;
}

const lessons = (given: Signing) => {
  const { subject, offering, days, hour = 0, method = 'qr', ip = CAMPUS } = given;
  const { deviceId = 'phone', meeting = (day: number) => `${offering}-${day}` } = given;
  return days.map((day) =>
    event('attendance.signed_in', {
      ...{ subject, offering, at: MONDAY_8 + day * DAY + hour * HOUR },
      ...{ client: { ip, deviceId }, data: { meeting: meeting(day), method } },
    }),
  );
};
const studies = (subject: string, days: readonly number[], by = 'session.started') =>
  days.map((day) =>
    event(by, {
      ...{ subject, at: MONDAY_8 + day * DAY + 2 * HOUR },
      client: { ip: CAMPUS, deviceId: 'phone' },
    }),
  );

const WEEKLY = [0, 7, 14, 21, 28];
const NEXT = [2, 9, 16, 23, 30];
const first = (more: Partial<Signing> = {}) =>
  lessons({ subject: 's1', offering: 'CS101', days: WEEKLY, ...more });
const second = (more: Partial<Signing> = {}) =>
  lessons({ subject: 's2', offering: 'MA102', days: NEXT, ...more });

const accused = (events: Parameters<typeof whenJudged>[1]) =>
  whenJudged(signingDevice, events)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject, offering }) => `${subject} ${offering}`)
    .sort();

describe('a phone that signs several in', () => {
  it('given one phone goes to the lessons of two in turn, and neither studies on it, then both', () => {
    expect(accused([...first(), ...second()])).toEqual(['s1 CS101', 's2 MA102']);
  });

  it.each(['session.started', 'video.played', 'assessment.started'])(
    'given one of them studies on it (%s), then it is his, and the other is accused',
    (by) => {
      const own = studies('s1', WEEKLY, by);
      expect(accused([...first(), ...second(), ...own])).toEqual(['s2 MA102']);
    },
  );

  it("given nobody's own phone goes round among three, then four lessons each are enough, as they are not among two", () => {
    const few = { days: WEEKLY.slice(0, 4) };
    const third = lessons({
      subject: 's3',
      offering: 'PH103',
      days: NEXT.slice(0, 4).map((day) => day + 1),
    });
    const two = [...first(few), ...second({ days: NEXT.slice(0, 4) })];
    expect(accused(two)).toEqual([]);
    expect(accused([...two, ...third])).toHaveLength(3);
  });

  it('given six lessons of three days (a phone borrowed for the day), then no case', () => {
    const days = NEXT.slice(0, 3);
    const two = [
      ...second({ days }),
      ...lessons({ subject: 's2', offering: 'PH103', days, hour: 3 }),
    ];
    const events = [...first(), ...two, ...studies('s1', WEEKLY)];
    expect(accused(events)).toEqual([]);
    expect(whenJudged(signingDevice, events)[0]!.numbers[0]).toEqual({
      ...{ name: 'days_signed', value: 3, threshold: 3, unit: 'days' },
    });
  });

  it('given three lessons lent and no more (a near miss), then a signal and no case', () => {
    const events = [...first(), ...second({ days: NEXT.slice(0, 3) }), ...studies('s1', WEEKLY)];
    expect(accused(events)).toEqual([]);
    expect(whenJudged(signingDevice, events).map(({ subject }) => subject)).toEqual(['s2']);
  });

  it.each([
    ['it was lent twice', [...first(), ...second({ days: [2, 9] })]],
    ['it was handed on', [...first(), ...second({ days: WEEKLY.map((day) => day + 40) })]],
    [
      'both are at the same lessons, side by side',
      [
        ...first(),
        ...second({ offering: 'CS101', days: WEEKLY, meeting: (day) => `CS101-${day}` }),
      ],
    ],
    ['both study on it', [...first(), ...second(), ...studies('s1', [0]), ...studies('s2', [2])]],
    ['it stands in a laboratory', [...first({ ip: LAB }), ...second({ ip: LAB })]],
    ['the lessons are live', [...first({ method: 'live' }), ...second({ method: 'live' })]],
    ['the id is a filler', [...first({ deviceId: '0000' }), ...second({ deviceId: '0000' })]],
    [
      'the id is what some client always sends',
      Array.from({ length: 14 }, (_, n) =>
        lessons({ subject: `s${n}`, offering: `C${n}`, days: WEEKLY, hour: n / 2 }),
      ).flat(),
    ],
  ])('given %s, then nothing', (_, events) => {
    expect(whenJudged(signingDevice, events)).toEqual([]);
  });
});
