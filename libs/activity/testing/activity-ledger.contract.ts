import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  ActivityLedger,
  IncomingEvent,
  LedgerEvent,
  Seal,
  Wanted,
} from '../activity-ledger.js';
import { provesEvent } from '../leaf.js';
import { heartbeat, respelled } from './event-samples.js';
import { rejectsContract } from './rejects.contract.js';

export interface LedgerUnderTest {
  readonly ledger: ActivityLedger;
  /** Closes and opens the same data again; absent where nothing survives. */
  reopen?(): Promise<ActivityLedger>;
  end(): Promise<void>;
}

const RECEIVED = Date.UTC(2026, 2, 3);
const ALL = { upTo: Number.MAX_SAFE_INTEGER, minEvents: 1, receivedBefore: 0 };
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => heartbeat(from + n));
const ids = (events: readonly Pick<LedgerEvent, 'id'>[]) => events.map(({ id }) => id);
const textOf = (raw: Uint8Array) => Buffer.from(raw).toString('utf8');
/** What must come back, with raw bytes as text so that a difference is readable. */
const plain = ({ source, id, account, time, type, mode, raw }: IncomingEvent) => ({
  ...{ source, id, account, time, type, mode },
  raw: textOf(raw),
});

const sealAll = async (ledger: ActivityLedger, options = ALL): Promise<readonly Seal[]> => {
  const seals: Seal[] = [];
  for (;;) {
    const some = await ledger.seal(options);
    if (some.length === 0) return seals;
    seals.push(...some);
  }
};

const readAll = async (
  ledger: ActivityLedger,
  limit = 7,
  wanted?: Wanted,
): Promise<readonly LedgerEvent[]> => {
  const events: LedgerEvent[] = [];
  for (let after = 0; ;) {
    const page = await ledger.readFrom(after, limit, wanted);
    if (page.next === after) return events;
    events.push(...page.events);
    after = page.next;
  }
};

const scanAll = async (ledger: ActivityLedger): Promise<readonly LedgerEvent[]> => {
  const events: LedgerEvent[] = [];
  for await (const page of ledger.scan()) events.push(...page);
  return events;
};

/** What every ActivityLedger promises. */
export const activityLedgerContract = (
  name: string,
  make: () => Promise<LedgerUnderTest>,
): void => {
  describe(`${name} as an ActivityLedger`, () => {
    let under: LedgerUnderTest;
    let ledger: ActivityLedger;

    beforeEach(async () => {
      under = await make();
      ledger = under.ledger;
    });
    afterEach(() => under.end());

    describe('append', () => {
      it('given new events, then each is accepted at a growing position and comes back as sent', async () => {
        const batch = [
          ...many(20),
          { ...heartbeat(20), account: undefined, type: 'probity.feed.completed.v1' },
          { ...heartbeat(21), mode: 'binary' as const, raw: Buffer.from([0, 255, 13, 10]) },
          { ...heartbeat(22), id: '号"\\-22', raw: Buffer.from('{"id":"\\u53f7\\"\\\\-22"}') },
          { ...heartbeat(23), time: -5, raw: new Uint8Array() },
        ];
        const outcomes = await ledger.append(batch, RECEIVED);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(batch.map(() => 'accepted'));
        const events = await readAll(ledger);
        expect(events.map(plain)).toEqual(batch.map(plain));
        expect(events.map(({ position }) => position)).toEqual(outcomes.map((o) => o.position));
        expect(new Set(events.map(({ receivedAt }) => receivedAt))).toEqual(new Set([RECEIVED]));
        expect(await ledger.head()).toBe(outcomes.at(-1)?.position);
        await sealAll(ledger);
        expect((await readAll(ledger)).map(plain)).toEqual(batch.map(plain));
        for (const event of batch)
          expect(plain((await ledger.find(event.source, event.id))!)).toEqual(plain(event));
      });

      it('given the same content again in other bytes, then it is a duplicate and nothing changes', async () => {
        const [first] = await ledger.append([heartbeat(1)], RECEIVED);
        const again = await ledger.append([respelled(heartbeat(1)), heartbeat(1)], RECEIVED + 1);
        const duplicate = { outcome: 'duplicate', position: first?.position };
        expect(again).toEqual([duplicate, duplicate]);
        expect((await readAll(ledger)).map(plain)).toEqual([plain(heartbeat(1))]);
        const types = { 'probity.video.heartbeat.v1': 1 };
        expect(await ledger.figures()).toMatchObject({ events: 1, duplicates: 2, types });
        const chaoxing = { duplicates: 2, rejected: {} };
        expect(await ledger.refusals()).toEqual(new Map([['chaoxing', chaoxing]]));
      });

      it('given other content under a known id, then it is a conflict and the first stays', async () => {
        const other = { ...heartbeat(2), id: 'hb-1' };
        const [first, second] = await ledger.append([heartbeat(1), other], RECEIVED);
        expect(second).toEqual({ outcome: 'conflict', position: first?.position });
        await sealAll(ledger);
        expect(await ledger.append([other, respelled(heartbeat(1))], RECEIVED)).toEqual([
          { outcome: 'conflict', position: first?.position },
          { outcome: 'duplicate', position: first?.position },
        ]);
        expect((await readAll(ledger)).map(plain)).toEqual([plain(heartbeat(1))]);
      });

      it('given one batch twice at the same moment, then every event is there once', async () => {
        const batch = many(50);
        const answers = await Promise.all([
          ledger.append(batch, RECEIVED),
          ledger.append(batch, RECEIVED),
        ]);
        const outcomes = answers.flat().map(({ outcome }) => outcome);
        expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(50);
        expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(50);
        expect(ids(await readAll(ledger))).toEqual(ids((await readAll(ledger, 1)).slice(0, 50)));
        expect(await readAll(ledger)).toHaveLength(50);
      });

      it('given an id that another source uses, then both are accepted', async () => {
        const twin = heartbeat(1, { source: 'zhihuishu' });
        const outcomes = await ledger.append([heartbeat(1), twin], RECEIVED);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
        expect(plain((await ledger.find('zhihuishu', 'hb-1'))!)).toEqual(plain(twin));
        expect(await ledger.find('zhihuishu', 'hb-2')).toBeUndefined();
      });

      it('given a listener, then it is called when something was accepted, until it leaves', async () => {
        let calls = 0;
        const leave = ledger.onAppend(() => calls++);
        await ledger.append(many(3), RECEIVED);
        expect(calls).toBe(1);
        await ledger.append(many(3), RECEIVED);
        expect(calls).toBe(1);
        leave();
        await ledger.append(many(3, 10), RECEIVED);
        expect(calls).toBe(1);
      });
    });

    describe('reading', () => {
      it('given positions, then they come in the order asked for, unknown ones left out', async () => {
        const outcomes = await ledger.append(many(30), RECEIVED);
        const [third, first] = [outcomes[3]!.position, outcomes[1]!.position];
        expect(ids(await ledger.readPositions([third, 999_999, first, third]))).toEqual([
          'hb-3',
          'hb-1',
          'hb-3',
        ]);
        await sealAll(ledger);
        expect(ids(await ledger.readPositions([third, 999_999, first]))).toEqual(['hb-3', 'hb-1']);
      });

      it('given a range of time, then an account’s events inside it come, sealed or not', async () => {
        const of = { source: 'chaoxing', account: '20231' };
        const sorted = async (range = {}) => ids(await ledger.readAccount(of, range)).sort();
        await ledger.append(many(40), RECEIVED);
        await sealAll(ledger);
        await ledger.append(many(20, 40), RECEIVED);
        expect(await sorted()).toEqual(['hb-1', 'hb-11', 'hb-21', 'hb-31', 'hb-41', 'hb-51']);
        const range = { from: heartbeat(11).time, to: heartbeat(51).time };
        expect(await sorted(range)).toEqual(['hb-11', 'hb-21', 'hb-31', 'hb-41']);
        expect(await sorted({ from: heartbeat(60).time })).toEqual([]);
        expect(await ledger.readAccount({ ...of, account: 'nobody' })).toEqual([]);
      });

      it('given many events of an account, then its pages hold each once, sealed half way too', async () => {
        const of = { source: 'chaoxing', account: '20231' };
        const own = (event: IncomingEvent) => ({ ...event, account: of.account });
        for (let from = 0; from < 3000; from += 1000) {
          await ledger.append(many(1000, from).map(own), RECEIVED);
          if (from === 0) await sealAll(ledger);
        }
        const paged = async (range = {}, between = async () => undefined as unknown) => {
          const found: string[] = [];
          for await (const page of ledger.accountPages(of, range)) {
            found.push(...ids(page));
            await between();
          }
          return found.sort();
        };
        const all = ids(many(3000)).sort();
        expect(await paged()).toEqual(all);
        const range = { from: heartbeat(500).time, to: heartbeat(2500).time };
        expect(await paged(range)).toEqual(ids(many(2000, 500)).sort());
        expect(await paged({}, () => sealAll(ledger))).toEqual(all);
      });

      it('given the end is reached, then `next` stays where the reader is', async () => {
        await ledger.append(many(3), RECEIVED);
        const end = await ledger.head();
        expect(await ledger.readFrom(end, 10)).toEqual({ events: [], next: end });
        expect((await ledger.readFrom(0, 2)).events).toHaveLength(2);
      });

      it.each(['by account', 'by type', 'nothing'])(
        'given only some is wanted, %s, when read in pages, then exactly that comes, sealed or not',
        async (how) => {
          const types = ['probity.video.heartbeat.v1', 'probity.session.started.v1'] as const;
          const sent = many(90).map((one, n) => ({ ...one, type: types[n % 7 === 0 ? 1 : 0] }));
          const nobodys = { ...heartbeat(91), account: undefined };
          await ledger.append(sent.slice(0, 60), RECEIVED);
          await sealAll(ledger, { ...ALL, minEvents: 4 });
          await ledger.append([...sent.slice(60), nobodys], RECEIVED);
          const wanted: Wanted = ({ account, type }) =>
            how === 'by account'
              ? account === sent[3]?.account || account === undefined
              : how === 'by type' && type === types[1];
          const all = (await readAll(ledger)).filter(wanted);
          expect(await readAll(ledger, 4, wanted)).toEqual(all);
          expect(all.length > 0).toBe(how !== 'nothing');
          const head = await ledger.head();
          expect((await ledger.readFrom(head, 4, wanted)).next).toBe(head);
        },
      );

      it('given some sealed and some not, then a scan gives everything once', async () => {
        await ledger.append(many(100), RECEIVED);
        await sealAll(ledger);
        await ledger.append(many(33, 100), RECEIVED);
        const scanned = await scanAll(ledger);
        expect(ids(scanned).sort()).toEqual(ids(await readAll(ledger)).sort());
        expect(scanned).toHaveLength(133);
      });

      it('given sealing goes on during a scan, then everything still comes once', async () => {
        await ledger.append(many(3_000), RECEIVED);
        await ledger.seal({ ...ALL, upTo: 1_000 });
        const seen: string[] = [];
        for await (const page of ledger.scan()) {
          seen.push(...ids(page));
          await sealAll(ledger);
        }
        expect(seen).toHaveLength(3_000);
        expect(new Set(seen).size).toBe(3_000);
      });
    });

    describe('sealing', () => {
      it('given few events of an account, then they wait, until they have waited long', async () => {
        await ledger.append(many(30), RECEIVED);
        expect(await sealAll(ledger, { ...ALL, minEvents: 4 })).toEqual([]);
        const late = { ...ALL, minEvents: 4, receivedBefore: RECEIVED + 1 };
        const seals = await sealAll(ledger, late);
        expect(seals.map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 3));
        expect((await ledger.figures()).sealed).toBe(30);
      });

      it('given `upTo`, then nothing behind the readers’ checkpoint is left out, nothing past it taken', async () => {
        const outcomes = await ledger.append(many(40), RECEIVED);
        const seals = await sealAll(ledger, { ...ALL, upTo: outcomes[19]!.position });
        expect(seals.reduce((sum, { count }) => sum + count, 0)).toBe(20);
        expect(await ledger.proof(outcomes[19]!.position)).toBeDefined();
        expect(await ledger.proof(outcomes[20]!.position)).toBeUndefined();
        expect(ids(await readAll(ledger))).toEqual(many(40).map(({ id }) => id));
      });

      it('given a sealed event, then its proof leads to the seal’s root and to no other bytes', async () => {
        const outcomes = await ledger.append(many(50), RECEIVED);
        const seals = await sealAll(ledger);
        for (const { position } of outcomes) {
          const proof = (await ledger.proof(position))!;
          const [event] = await ledger.readPositions([position]);
          const seal = seals.find(({ segment }) => segment === proof.segment);
          expect(proof).toMatchObject({ root: seal?.root, count: seal?.count });
          expect(provesEvent(proof, event!.raw)).toBe(true);
          expect(provesEvent(proof, heartbeat(1_000).raw)).toBe(false);
        }
      });

      it('given seals not yet recorded, then they are listed until they are', async () => {
        await ledger.append(many(40), RECEIVED);
        const seals = await sealAll(ledger);
        const number = ({ segment }: Seal) => segment;
        expect((await ledger.unrecordedSeals()).map(number)).toEqual(seals.map(number));
        expect(await ledger.unrecordedSeals()).toEqual(seals);
        await ledger.sealsRecorded(seals.slice(1).map(number));
        expect(await ledger.unrecordedSeals()).toEqual(seals.slice(0, 1));
      });
    });

    rejectsContract(() => ledger);

    describe('erasing', () => {
      it('given an account is erased, then its events are gone, sealed or not, and stay gone', async () => {
        await ledger.append(many(40), RECEIVED);
        await sealAll(ledger);
        const late = await ledger.append(many(20, 40), RECEIVED);
        const gone = { source: 'chaoxing', account: '20231' };
        expect(await ledger.erase(gone)).toBe(6);
        expect(await ledger.readAccount(gone)).toEqual([]);
        expect(await ledger.find('chaoxing', 'hb-1')).toBeUndefined();
        expect(await ledger.readPositions([late[1]!.position])).toEqual([]);
        expect(await ledger.append([heartbeat(1), heartbeat(41)], RECEIVED)).toMatchObject([
          { outcome: 'duplicate' },
          { outcome: 'duplicate' },
        ]);
        const left = many(60).filter(({ account }) => account !== gone.account);
        expect(ids(await readAll(ledger))).toEqual(left.map(({ id }) => id));
        expect(ids(await scanAll(ledger)).sort()).toEqual(left.map(({ id }) => id).sort());
        expect((await ledger.figures()).events).toBe(54);
        expect(await ledger.erase(gone)).toBe(0);
      });

      it('given the newest event is erased, then its position is not given out again', async () => {
        const [, newest] = await ledger.append(many(2), RECEIVED);
        await ledger.erase({ source: 'chaoxing', account: '20231' });
        const opened = (await under.reopen?.()) ?? ledger;
        expect(await opened.head()).toBe(newest?.position);
        const [next] = await opened.append(many(1, 11), RECEIVED);
        expect(next?.position).toBeGreaterThan(newest!.position);
      });

      it('given a reject that names the account, then its bytes go too', async () => {
        const raw = Buffer.from('{"subject":"20231"}');
        const reject = { source: 'chaoxing', id: 'x', code: 'invalid_data', message: 'm', raw };
        await ledger.append([], RECEIVED, [reject]);
        await ledger.erase({ source: 'chaoxing', account: '20231' });
        const [kept] = await ledger.rejects({ limit: 1 });
        expect(kept).toMatchObject({ code: 'invalid_data', id: undefined });
        expect(kept?.raw).toHaveLength(0);
      });
    });

    it('given the ledger is closed and opened, then everything is as it was', async () => {
      if (under.reopen === undefined) return;
      await ledger.append(many(60), RECEIVED);
      await ledger.seal({ ...ALL, upTo: 30 });
      const before = [
        await readAll(ledger),
        await ledger.figures(),
        await ledger.unrecordedSeals(),
      ];
      ledger = await under.reopen();
      const after = [await readAll(ledger), await ledger.figures(), await ledger.unrecordedSeals()];
      expect(after).toEqual(before);
      const again = await ledger.append([respelled(heartbeat(5)), heartbeat(70)], RECEIVED);
      expect(again.map(({ outcome }) => outcome)).toEqual(['duplicate', 'accepted']);
    });
  });
};
