import type {
  AccountRef,
  RejectedEvent,
  Seal,
  SegmentProof,
  KeptReject,
  LedgerFigures,
  Refusals,
  TimeRange,
} from '../../../activity/activity-ledger.js';
import type { AccountPlace } from './account-pages.js';
import type { LedgerOptions } from './database.js';
import type { ScanPlace } from './scanning.js';
import type { SealOptions } from './sealing.js';

/** What the ledger's thread is asked. Events travel as blocks (wire.ts). */
export type Question =
  | {
      readonly ask: 'append';
      readonly block: ArrayBuffer;
      readonly receivedAt: number;
      readonly rejects: readonly RejectedEvent[];
    }
  | { readonly ask: 'readFrom'; readonly after: number; readonly limit: number }
  | { readonly ask: 'readPositions'; readonly positions: readonly number[] }
  | { readonly ask: 'readAccount'; readonly account: AccountRef; readonly range: TimeRange }
  | {
      readonly ask: 'accountPage';
      readonly account: AccountRef;
      readonly range: TimeRange;
      readonly place: AccountPlace;
    }
  | { readonly ask: 'find'; readonly source: string; readonly id: string }
  | { readonly ask: 'scanStart' }
  | { readonly ask: 'scanNext'; readonly place: ScanPlace }
  | { readonly ask: 'scanEnd' }
  | { readonly ask: 'seal'; readonly options: SealOptions }
  | { readonly ask: 'unrecordedSeals' }
  | { readonly ask: 'sealsRecorded'; readonly segments: readonly number[] }
  | { readonly ask: 'proof'; readonly position: number }
  | {
      readonly ask: 'rejects';
      readonly query: { source?: string; before?: number; limit: number };
    }
  | { readonly ask: 'head' }
  | { readonly ask: 'figures' }
  | { readonly ask: 'refusals' }
  | { readonly ask: 'erase'; readonly account: AccountRef }
  | { readonly ask: 'close' };

export interface Answers {
  /** Per event its position and, as a code, its place in OUTCOMES. */
  append: { readonly positions: readonly number[]; readonly codes: readonly number[] };
  readFrom: { readonly block: ArrayBuffer; readonly next: number };
  readPositions: ArrayBuffer;
  readAccount: ArrayBuffer;
  accountPage: { readonly block: ArrayBuffer; readonly place: AccountPlace } | undefined;
  find: ArrayBuffer;
  scanStart: ScanPlace;
  scanNext: { readonly block: ArrayBuffer; readonly place: ScanPlace } | undefined;
  scanEnd: undefined;
  seal: readonly Seal[];
  unrecordedSeals: readonly Seal[];
  sealsRecorded: undefined;
  proof: SegmentProof | undefined;
  rejects: readonly KeptReject[];
  head: number;
  figures: LedgerFigures;
  refusals: ReadonlyMap<string, Refusals>;
  erase: number;
  close: undefined;
}

export const OUTCOMES = ['accepted', 'duplicate', 'conflict'] as const;

export interface Asked {
  readonly number: number;
  readonly question: Question;
}

export type Answered =
  | { readonly number: number; readonly ok: true; readonly answer: unknown }
  | {
      readonly number: number;
      readonly ok: false;
      readonly name: string;
      readonly message: string;
    };

/** The first message of the thread has number 0: opened, or why not. */
export const OPENED = 0;

export interface ThreadData {
  readonly file: string;
  readonly options: LedgerOptions;
}
