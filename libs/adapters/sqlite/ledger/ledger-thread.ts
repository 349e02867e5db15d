import {
  parentPort,
  receiveMessageOnPort,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import type { AppendOutcome } from '../../../activity/activity-ledger.js';
import { LedgerFull, LedgerLocked } from '../../../activity/ledger-errors.js';
import { accountPage } from './account-pages.js';
import { appendAll, tidy, type AppendRequest } from './appending.js';
import { openDatabase } from './database.js';
import { eraseAccount } from './erasing.js';
import { Parts } from './parts.js';
import {
  OPENED,
  OUTCOMES,
  type Answered,
  type Answers,
  type Asked,
  type Question,
  type ThreadData,
} from './protocol.js';
import {
  figuresOf,
  find,
  proofOf,
  readAccount,
  readFrom,
  readPositions,
  readRejects,
  refusalsOf,
} from './reading.js';
import { scanNext, scanStart } from './scanning.js';
import { sealSome } from './sealing.js';
import { packEvents, unpackEvents } from './wire.js';

type Append = Extract<Question, { ask: 'append' }>;
type Other = Exclude<Question, { ask: 'append' }>;

/** Requests of one transaction; more wait for the next. */
const REQUESTS_A_COMMIT = 256;
/** Answers that are worth a message of their own, rather than wait for the next ones. */
const BYTES_A_MESSAGE = 64 * 1024;

class LedgerThread {
  private scans = 0;
  private answered: Answered[] = [];
  private transfers: ArrayBuffer[] = [];
  private answeredBytes = 0;

  constructor(
    private readonly parts: Parts,
    private readonly port: MessagePort,
  ) {
    port.on('message', (asked: readonly Asked[]) => this.work(asked));
  }

  /** Takes everything that waits at the door: neighbouring appends share one commit. */
  private work(first: readonly Asked[]): void {
    let appends: Asked[] = [];
    const commit = (): void => {
      if (appends.length > 0) this.append(appends);
      appends = [];
    };
    for (const asked of this.waiting(first)) {
      if (asked.question.ask === 'append') appends.push(asked);
      if (asked.question.ask !== 'append' || appends.length >= REQUESTS_A_COMMIT) commit();
      if (asked.question.ask !== 'append') this.answer(asked.number, asked.question);
    }
    commit();
    this.post();
  }

  /** A message holds what one turn of the asking thread asked. */
  private *waiting(first: readonly Asked[]): Generator<Asked> {
    for (let next: readonly Asked[] | undefined = first; next !== undefined;) {
      yield* next;
      if (this.answeredBytes > BYTES_A_MESSAGE) this.post();
      next = receiveMessageOnPort(this.port)?.message as readonly Asked[] | undefined;
    }
  }

  private append(asked: readonly Asked[]): void {
    try {
      const answers = appendAll(
        this.parts,
        asked.map(({ question }) => requestOf(question as Append)),
      );
      asked.forEach(({ number }, index) => {
        // Small arrays of numbers: copying them is cheaper than handing them over.
        this.send({ number, ok: true, answer: packOutcomes(answers[index] ?? []) });
      });
    } catch (error) {
      this.appendFailed(asked, error);
      return;
    }
    this.post();
    try {
      tidy(this.parts);
    } catch {
      // The events are safe; what could not be moved stays in memory and is tried again.
    }
  }

  /** A full disk is everybody's; anything else must not take the neighbours' batches down. */
  private appendFailed(asked: readonly Asked[], error: unknown): void {
    const shared = error instanceof LedgerFull || error instanceof LedgerLocked;
    if (asked.length > 1 && !shared) for (const one of asked) this.append([one]);
    else for (const { number } of asked) this.fail(number, error);
  }

  private answer(number: number, question: Other): void {
    try {
      const answer = this.answerTo(question);
      this.send({ number, ok: true, answer }, blocksIn(answer));
      if (question.ask !== 'close') return;
      this.post();
      this.port.close();
    } catch (error) {
      this.fail(number, error);
    }
  }

  private answerTo(question: Other): Answers[Other['ask']] {
    const { parts } = this;
    switch (question.ask) {
      case 'readFrom': {
        const { events, next } = readFrom(parts, question.after, question.limit);
        return { block: packEvents(events), next };
      }
      case 'readPositions':
        return packEvents(readPositions(parts, question.positions));
      case 'readAccount':
        return packEvents(readAccount(parts, question.account, question.range));
      case 'accountPage': {
        const page = accountPage(parts, question.account, question.range, question.place);
        return page && { block: packEvents(page.events), place: page.place };
      }
      case 'find': {
        const found = find(parts, question.source, question.id);
        return packEvents(found === undefined ? [] : [found]);
      }
      case 'scanStart':
        this.scans++;
        return scanStart(parts);
      case 'scanNext': {
        const page = scanNext(parts, question.place);
        return page && { block: packEvents(page.events), place: page.place };
      }
      case 'scanEnd':
        this.scans--;
        return undefined;
      case 'seal':
        return sealSome(parts, question.options, this.scans === 0);
      case 'unrecordedSeals':
        return parts.segments.unrecorded();
      case 'sealsRecorded':
        return parts.transaction(() => {
          parts.segments.recorded(question.segments);
          return undefined;
        });
      case 'proof':
        return proofOf(parts, question.position);
      case 'rejects':
        return readRejects(parts, question.query);
      case 'head':
        return parts.head;
      case 'refusals':
        return refusalsOf(parts);
      case 'figures':
        return figuresOf(parts);
      case 'erase':
        return eraseAccount(parts, question.account);
      case 'close':
        parts.db.close();
        return undefined;
    }
  }

  private fail(number: number, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.send({ number, ok: false, name, message });
  }

  private send(answered: Answered, transfer: readonly ArrayBuffer[] = []): void {
    this.answered.push(answered);
    for (const block of transfer) {
      this.transfers.push(block);
      this.answeredBytes += block.byteLength;
    }
  }

  private post(): void {
    if (this.answered.length === 0) return;
    this.port.postMessage(this.answered, this.transfers);
    this.answered = [];
    this.transfers = [];
    this.answeredBytes = 0;
  }
}

const requestOf = ({ block, receivedAt, rejects }: Append): AppendRequest => ({
  ...{ events: unpackEvents(block), receivedAt, rejects },
});

const packOutcomes = (outcomes: readonly AppendOutcome[]): Answers['append'] => ({
  positions: outcomes.map(({ position }) => position),
  codes: outcomes.map(({ outcome }) => OUTCOMES.indexOf(outcome)),
});

const blocksIn = (answer: unknown): readonly ArrayBuffer[] => {
  if (answer instanceof ArrayBuffer) return [answer];
  if (typeof answer !== 'object' || answer === null || !('block' in answer)) return [];
  return answer.block instanceof ArrayBuffer ? [answer.block] : [];
};

if (parentPort !== null) {
  const { file, options } = workerData as ThreadData;
  try {
    new LedgerThread(new Parts(openDatabase(file, options)), parentPort);
    parentPort.postMessage([{ number: OPENED, ok: true, answer: undefined } satisfies Answered]);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    parentPort.postMessage([{ number: OPENED, ok: false, name, message } satisfies Answered]);
  }
}
