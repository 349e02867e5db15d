import { describe, expect, it } from '@jest/globals';
import { SCHEMAS } from '../schemas/all.js';
import { takeBatch, type Intake } from './take-batch.js';
import { heartbeat, heartbeatData, LEAST_DATA } from './testing/sample-events.js';

const take = (...events: unknown[]): Extract<Intake, { ok: true }> => {
  const intake = takeBatch(
    { kind: 'batch', body: Buffer.from(JSON.stringify(events)) },
    'chaoxing',
  );
  if (!intake.ok) throw new Error(intake.refusal);
  return intake;
};

/** Code and pointer with which the one event is refused; undefined when it is taken. */
const refusalOf = (event: unknown): string | undefined => {
  const [rejected] = take(event).rejected;
  return rejected && `${rejected.code} ${String(rejected.pointer)}`;
};

describe('takeBatch', () => {
  it('given the contract’s example, when taken, then it is ready for the ledger, byte for byte', () => {
    const { events, rejected } = take(heartbeat());
    expect(rejected).toEqual([]);
    expect(events).toEqual([
      {
        source: 'chaoxing',
        id: 'c-8812',
        account: '2023010123',
        type: 'probity.video.heartbeat.v1',
        time: Date.parse('2026-03-02T00:00:05.123Z'),
        offering: 'CS101-2026S-01',
        mode: 'structured',
        raw: Buffer.from(JSON.stringify(heartbeat())),
      },
    ]);
  });

  it.each(Object.entries(LEAST_DATA))(
    'given %s with its least data, when taken, then it is good',
    (type, data) => {
      const subject = type === 'feed.completed' ? null : 't-17';
      expect(refusalOf(heartbeat({ type: `probity.${type}.v1`, subject, data }))).toBeUndefined();
    },
  );

  it('given the schemas, when compared with the samples, then no type of the contract is missing', () => {
    expect(Object.keys(SCHEMAS).sort()).toEqual(
      Object.keys(LEAST_DATA)
        .map((type) => `probity.${type}.v1`)
        .sort(),
    );
  });

  it.each([
    ['no event', 7, 'invalid_envelope '],
    ['an array', [], 'invalid_envelope '],
    ['another specversion', heartbeat({ specversion: '0.3' }), 'invalid_envelope /specversion'],
    ['no id', heartbeat({ id: undefined }), 'invalid_envelope /id'],
    ['an empty id', heartbeat({ id: '' }), 'invalid_envelope /id'],
    ['a long id', heartbeat({ id: 'x'.repeat(129) }), 'too_large /id'],
    ['a numeric type', heartbeat({ type: 1 }), 'invalid_envelope /type'],
    ['no subject', heartbeat({ subject: null }), 'invalid_envelope /subject'],
    ['no time', heartbeat({ time: undefined }), 'time_missing /time'],
    ['a time without offset', heartbeat({ time: '2026-03-02T08:00:05' }), 'invalid_envelope /time'],
    ['30 February', heartbeat({ time: '2026-02-30T08:00:05Z' }), 'invalid_envelope /time'],
    ['a bad recordedtime', heartbeat({ recordedtime: 'now' }), 'invalid_envelope /recordedtime'],
    ['data twice', heartbeat({ data_base64: 'e30=' }), 'invalid_envelope /data_base64'],
    ['another source', heartbeat({ source: 'zhihuishu' }), 'foreign_source /source'],
    ['no data', heartbeat({ data: undefined }), 'invalid_data /data/positionSec'],
    ['data that is a text', heartbeat({ data: 'x' }), 'invalid_data /data'],
    [
      'a position in words',
      heartbeat({ data: heartbeatData({ positionSec: '5' }) }),
      'invalid_data /data/positionSec',
    ],
    [
      'a negative position',
      heartbeat({ data: heartbeatData({ positionSec: -1 }) }),
      'invalid_data /data/positionSec',
    ],
    ['a broken seq', heartbeat({ data: heartbeatData({ seq: 1.5 }) }), 'invalid_data /data/seq'],
    [
      'a latitude of 91',
      heartbeat({ data: heartbeatData({ client: { geo: { lat: 91, lon: 0 } } }) }),
      'invalid_data /data/client/geo/lat',
    ],
    [
      'a long device id',
      heartbeat({ data: heartbeatData({ client: { deviceId: 'd'.repeat(129) } }) }),
      'too_large /data/client/deviceId',
    ],
    [
      'a long text in an unknown member',
      heartbeat({ data: heartbeatData({ 'a/b': { c: '长'.repeat(1025) } }) }),
      'too_large /data/a~1b/c',
    ],
    [
      'half a surrogate pair',
      heartbeat({ data: heartbeatData({ note: '\ud800' }) }),
      'invalid_data /data/note',
    ],
    [
      'an unknown method',
      heartbeat({
        type: 'probity.attendance.signed_in.v1',
        data: { meeting: 'm', method: 'shout' },
      }),
      'invalid_data /data/method',
    ],
    [
      'a bare date as instant',
      heartbeat({
        type: 'probity.attendance.signed_in.v1',
        data: { meeting: 'm', method: 'qr', tokenIssuedAt: '2026-03-02' },
      }),
      'invalid_data /data/tokenIssuedAt',
    ],
  ])('given %s, when taken, then it is refused with code and pointer', (_, event, expected) => {
    expect(refusalOf(event)).toBe(expected);
  });

  it.each([
    ['unknown members of data', heartbeat({ data: heartbeatData({ brand: { new: [1, null] } }) })],
    ['an unknown extension', heartbeat({ traceparent: '00-1' })],
    [
      'an unlisted type without subject',
      heartbeat({ type: 'com.example.x', subject: undefined, data: 'x' }),
    ],
    [
      '1,024 characters beyond the basic plane',
      heartbeat({ data: heartbeatData({ note: '😀'.repeat(1024) }) }),
    ],
    [
      'a subject of 128 characters beyond the basic plane',
      heartbeat({ subject: '😀'.repeat(128) }),
    ],
    ['a time far away', heartbeat({ time: '2099-01-01T00:00:00Z' })],
  ])('given %s, when taken, then it is good', (_, event) => {
    expect(refusalOf(event)).toBeUndefined();
  });

  it('given bad events among good ones, when taken, then the good ones pass and places are told', () => {
    const good = JSON.stringify(heartbeat());
    const infinite = good.replace('"positionSec":125', '"positionSec":1e999');
    const body = Buffer.concat([
      Buffer.from(`[${good},{"a":01},${infinite},{"id":"bytes","x":"`),
      Buffer.from([0xff]),
      Buffer.from(`"},${good}]`),
    ]);
    const intake = takeBatch({ kind: 'batch', body }, 'chaoxing');
    expect(intake).toMatchObject({
      ok: true,
      places: [0, 4],
      rejected: [
        { index: 1, code: 'invalid_envelope', source: 'chaoxing' },
        { index: 2, code: 'invalid_data', id: 'c-8812', pointer: '/data/positionSec' },
        { index: 3, code: 'invalid_envelope' },
      ],
    });
  });

  it('given too much, when taken, then a large event falls alone and a large batch as a whole', () => {
    const large = heartbeat({ data: heartbeatData({ notes: Array(66).fill('x'.repeat(1000)) }) });
    expect(refusalOf(large)).toBe('too_large ');
    const many = Array(1001).fill(0);
    const body = Buffer.from(JSON.stringify(many));
    expect(takeBatch({ kind: 'batch', body }, 'chaoxing')).toMatchObject({
      refusal: 'TooManyEvents',
    });
  });

  it('given nesting without end, when taken, then it is refused and not overflowed', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const raw = Buffer.from(
      JSON.stringify(heartbeat({ data: 0 })).replace(/"data":0/, `"data":{"x":${deep}}`),
    );
    const intake = takeBatch({ kind: 'single', mode: 'structured', raw }, 'chaoxing');
    expect(intake).toMatchObject({ rejected: [{ code: 'too_large' }] });
  });

  it('given a single event that is no JSON, when taken, then the delivery is unparseable', () => {
    for (const text of ['', 'x', '[]', '{"a":}'])
      expect(
        takeBatch({ kind: 'single', mode: 'structured', raw: Buffer.from(text) }, 'chaoxing'),
      ).toMatchObject({ refusal: 'Unparseable' });
  });
});
