import type { CaseEventType } from '../../cases/events.js';
import type { Metadata, Position, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { Checkpoint } from '../log/checkpoint.js';
import type { SignedCheckpoints } from '../log/checkpoints.js';
import type { MerkleLog } from '../log/merkle-log.js';

/** Each event of these is printed as a document of its own. */
export const PRINTED: ReadonlySet<string> = new Set<CaseEventType>([
  'NoticeIssued',
  'ObjectionInvited',
  'DeliveryRecorded',
  'StatementFiled',
  'ObjectionFiled',
  'LegalReviewRecorded',
  'CaseDecided',
  'CaseConfirmed',
  'AppealFiled',
  'AppealDecided',
  'OutcomeAcknowledged',
  'LiftingDecided',
]);

export interface CheckpointPorts {
  readonly log: MerkleLog;
  readonly checkpoints: SignedCheckpoints;
}

/**
 * For each printed document the checkpoint whose code it carries: the first signed one that covers
 * its event; for the cover, the last event. One is signed where there is none yet, so the same document always bears the same code.
 *
 * @param event id and metadata for a checkpoint, should one be signed
 * @returns by version of the event
 */
export const printedCheckpoints = async (
  { log, checkpoints }: CheckpointPorts,
  events: readonly Pick<RecordedEvent, 'type' | 'version' | 'position'>[],
  event: { readonly id: string; readonly metadata: Metadata },
): Promise<ReadonlyMap<number, Checkpoint>> => {
  const printed = events.filter(({ type }, at) => PRINTED.has(type) || at === events.length - 1);
  const found = new Map<number, Checkpoint>();
  if (printed.length === 0) return found;
  await log.catchUp();
  const known = await checkpoints.all();
  for (const { version, position } of printed) {
    const leaf = await leafOf(log, position);
    const first = known.find(({ size }) => size > leaf);
    found.set(version, first ?? (await checkpoints.covering(leaf, event)));
  }
  return found;
};

const leafOf = async (log: MerkleLog, position: Position): Promise<number> => {
  const leaf = await log.indexOf(position);
  if (leaf === undefined) throw new Error('an event to be printed is not in the Merkle log');
  return leaf;
};
