import type { AttributedActivity, Detector } from '../detector.js';
import type { Finding } from '../signal.js';
import { NETWORK_ADDRESS } from '../baselines/names.js';

const HEARTBEAT = 'probity.video.heartbeat.v1';
const SIGNED_IN = 'probity.attendance.signed_in.v1';

const finding = (
  anchor: string,
  subject: string,
  offering: string,
  llr: number,
  events: Finding['events'],
  at: readonly number[],
  baselines: readonly string[] = [],
): Finding => ({
  anchor,
  subject,
  offering,
  llr,
  events,
  numbers: [{ name: 'events', value: events.length, threshold: 3, unit: 'events' }],
  reason: { zh: '次数过多', en: 'too many' },
  innocent: [],
  firstAt: Math.min(...at),
  lastAt: Math.max(...at),
  baselines,
});

const refs = (events: readonly AttributedActivity[]) =>
  events.map(({ source, id }) => ({ source, id }));

interface Busy {
  readonly subject: string;
  readonly offering: string;
  readonly events: Finding['events'];
  readonly at: readonly number[];
}

/** Three heartbeats of a student in an offering on one day are too many. */
export const busyDay: Detector<Busy> = {
  name: 'busy-day',
  version: '1',
  violation: 'course_brushing',
  group: 'busy',
  key: 'student+offering',
  types: [HEARTBEAT],
  window: 'day',
  defaults: { most: 3 },
  measure: (events, { parameters }) =>
    events.length < (parameters['most'] ?? 0)
      ? null
      : {
          subject: events[0]?.subject ?? '',
          offering: events[0]?.data.offering ?? '',
          events: refs(events),
          at: events.map(({ at }) => at),
        },
  conclude: (measures) =>
    measures.map(({ window, measure }) =>
      finding(
        window,
        measure.subject,
        measure.offering,
        measure.events.length,
        measure.events,
        measure.at,
      ),
    ),
};

interface SignIns {
  readonly subjects: readonly string[];
  readonly offering: string;
  readonly ip: string;
  readonly events: Finding['events'];
  readonly at: readonly number[];
}

/** Two students who sign in to a meeting from one device, unless half the week shares the address. */
export const oneDevice: Detector<SignIns> = {
  name: 'one-device',
  version: '1',
  violation: 'proxy_attendance',
  group: 'device',
  key: 'device',
  types: [SIGNED_IN],
  window: 'whole',
  defaults: {},
  measure: (events) => {
    const subjects = [...new Set(events.map(({ subject }) => subject))].sort();
    const [first] = events;
    if (!first || subjects.length < 2) return null;
    const { offering = '', client } = first.data;
    const at = events.map((event) => event.at);
    return { subjects, offering, ip: client?.ip ?? '', events: refs(events), at };
  },
  conclude: (measures, { baselines }) =>
    measures.flatMap(({ measure }) => {
      const known = baselines.read(NETWORK_ADDRESS, measure.ip, measure.at[0] ?? 0);
      const shared = (known?.value ?? 1) >= 4;
      return measure.subjects.map((subject) =>
        finding(
          'term',
          subject,
          measure.offering,
          shared ? 0.5 : 4,
          measure.events,
          measure.at,
          known ? [known.cite] : [],
        ),
      );
    }),
};

/** Three sign-ins make a crowd: of one class on a day, or of one student in a class. */
const crowd = (name: string, key: Detector['key']): Detector<SignIns> => ({
  name,
  version: '1',
  violation: 'proxy_attendance',
  group: name,
  key,
  types: [SIGNED_IN],
  window: 'day',
  defaults: {},
  measure: (events) => {
    const subjects = [...new Set(events.map(({ subject }) => subject))].sort();
    const offering = events[0]?.data.offering ?? '';
    const at = events.map((event) => event.at);
    return events.length < 3 ? null : { subjects, offering, ip: '', events: refs(events), at };
  },
  conclude: (measures) =>
    measures.map(({ window, measure: { subjects, offering, events, at } }) =>
      finding(window, subjects[0] ?? '', offering, events.length, events, at),
    ),
});

export const crowdedClass = crowd('crowded-class', 'offering') as Detector;
export const keen = crowd('keen', 'student+offering') as Detector;

interface Answers {
  readonly responses: readonly string[];
  readonly events: Finding['events'];
  readonly at: readonly number[];
}

/** Students who gave the very same answers in an assessment. */
export const twins: Detector<Answers> = {
  name: 'twins',
  version: '1',
  violation: 'content_leak',
  group: 'twins',
  key: 'assessment',
  perStudent: true,
  types: ['probity.assessment.answered.v1'],
  window: 'day',
  defaults: {},
  measure: (events) => ({
    responses: events
      .map(({ data }) => `${String(data['item'])}=${String(data['response'])}`)
      .sort(),
    events: refs(events),
    at: events.map(({ at }) => at),
  }),
  conclude: (measures, { key }) => {
    const offering = key.slice('assessment:'.length).split('/')[0] ?? '';
    const sheets = measures.map((one) => ({ ...one, sheet: one.measure.responses.join() }));
    return sheets.flatMap(({ subject = '', sheet, measure: { events, at } }) => {
      const others = sheets.filter((one) => one.subject !== subject && one.sheet === sheet);
      if (others.length === 0) return [];
      return [finding(subject, subject, offering, 4 + others.length, events, at)];
    });
  },
};

export const TINY = [busyDay, oneDevice] as readonly Detector[];
