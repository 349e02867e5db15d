const START = Date.parse('2026-03-02T00:00:00Z');
const INTERVAL_SEC = 30;

/** Number of the student as the roster has it. */
export const studentNumber = (at: number): string => String(2_023_000_000 + at);

/**
 * Heartbeats of about 470 bytes as platforms send them: `students` watch in turn, each their own
 * video from the start, one beat every 30 s. The n-th event is always the same.
 */
export const heartbeat = (n: number, students: number): string => {
  const student = n % students;
  const beat = Math.floor(n / students);
  const video = Math.floor(beat / 60);
  const at = START + beat * INTERVAL_SEC * 1000 + (student % 997);
  return JSON.stringify({
    specversion: '1.0',
    id: `hb-${String(student)}-${String(beat)}`,
    source: 'chaoxing',
    type: 'probity.video.heartbeat.v1',
    subject: studentNumber(student),
    time: localTime(at),
    data: {
      offering: `CS${String(100 + (student % 40))}-2026S-01`,
      activity: `v${String(1 + (video % 8))}-${String(1 + (video % 5))}`,
      session: `s-${String(student)}-${String(Math.floor(beat / 120))}`,
      client: {
        ip: `203.0.${String(student % 113)}.${String(1 + (student % 250))}`,
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36',
        deviceId: `d-${String(student)}`,
      },
      positionSec: (beat % 60) * INTERVAL_SEC,
      lengthSec: 1810,
      rate: 1,
      intervalSec: INTERVAL_SEC,
      seq: beat % 60,
    },
  });
};

const localTime = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

/** Bodies of `size` events each; size 1 is a single structured event. */
export const bodies = (from: number, count: number, size: number, students: number): Buffer[] => {
  const made: Buffer[] = [];
  for (let n = from; n < from + count; n += size) {
    const events = Array.from({ length: size }, (_, at) => heartbeat(n + at, students));
    made.push(Buffer.from(size === 1 ? (events[0] as string) : `[${events.join(',')}]`));
  }
  return made;
};

/** The slice of a roster that maps these students' accounts. */
export const rosterPart = (from: number, to: number): string =>
  JSON.stringify({
    students: Array.from({ length: to - from }, (_, at) => {
      const id = studentNumber(from + at);
      return {
        id,
        name: `学生${id}`,
        college: `C${String(at % 20)}`,
        accounts: [{ source: 'chaoxing', account: id, from: null, to: null }],
      };
    }),
    enrolments: Array.from({ length: to - from }, (_, at) => ({
      student: studentNumber(from + at),
      offering: `CS${String(100 + ((from + at) % 40))}-2026S-01`,
      status: 'active',
      at: '2026-02-25T00:00:00+08:00',
    })),
  });
