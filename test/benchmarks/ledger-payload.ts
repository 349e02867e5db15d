import type { IncomingEvent } from '../../libs/activity/activity-ledger.js';

/** A deterministic stream of heartbeats of about 470 bytes, as a vendor would send them. */
export const heartbeats = (count: number, students: number): IncomingEvent[] => {
  const start = Date.UTC(2026, 2, 2);
  let state = 42;
  // Park–Miller: enough to make ids and noise that do not compress away.
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: count }, (_, n) => {
    const student = n % students;
    const beat = Math.floor(n / students);
    const account = String(2_023_000_000 + student);
    const time = start + beat * 30_000 + (draw() % 30_000);
    const id = `${draw().toString(36)}-${draw().toString(36)}-${n.toString(36)}`;
    return incoming({ id, account, time, student, beat, noise: draw() });
  });
};

interface Beat {
  readonly id: string;
  readonly account: string;
  readonly time: number;
  readonly student: number;
  readonly beat: number;
  readonly noise: number;
}

const local = (time: number): string =>
  new Date(time + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

const incoming = ({ id, account, time, student, beat, noise }: Beat): IncomingEvent => {
  const [source, type] = ['chaoxing', 'probity.video.heartbeat.v1'];
  const envelope = {
    ...{ specversion: '1.0', id, source, type, subject: account, time: local(time) },
    recordedtime: local(time + 200 + (noise % 900)),
    data: {
      ...{ offering: `CS10${student % 7}-2026S-01`, activity: `v${1 + Math.floor(beat / 60)}-2` },
      session: `s-${student}-${Math.floor(beat / 60)}`,
      client: {
        ip: `203.0.${student % 250}.${1 + (student % 200)}`,
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0',
        deviceId: `d-${(student * 7919).toString(36)}`,
      },
      ...{ positionSec: (beat % 60) * 30 + (noise % 3), lengthSec: 1810, rate: 1 },
      ...{ intervalSec: 30, seq: beat },
    },
  };
  return {
    source,
    id,
    account,
    time,
    type,
    mode: 'structured',
    raw: Buffer.from(JSON.stringify(envelope)),
  };
};
