import type { IncomingEvent } from '../activity-ledger.js';

/** A structured heartbeat as a vendor would send it, ready to be appended. */
export const heartbeat = (
  n: number,
  options: { source?: string; account?: string; id?: string; time?: number } = {},
): IncomingEvent => {
  const { source = 'chaoxing', account = `2023${n % 10}`, id = `hb-${n}` } = options;
  const time = options.time ?? Date.UTC(2026, 2, 2) + n * 30_000;
  const type = 'probity.video.heartbeat.v1';
  const envelope = {
    specversion: '1.0',
    id,
    source,
    type,
    subject: account,
    time: new Date(time).toISOString(),
    data: { offering: 'CS101-2026S-01', activity: 'v3-2', 备注: '第三章', positionSec: n },
  };
  const raw = Buffer.from(JSON.stringify(envelope));
  return { source, id, account, time, type, mode: 'structured', raw };
};

/** The same content in other bytes. */
export const respelled = (event: IncomingEvent): IncomingEvent => {
  const envelope = JSON.parse(Buffer.from(event.raw).toString('utf8')) as Record<string, unknown>;
  const entries = Object.entries(envelope).reverse();
  return { ...event, raw: Buffer.from(JSON.stringify(Object.fromEntries(entries), null, 1)) };
};
