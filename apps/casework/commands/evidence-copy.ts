import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ActivityLedger, LedgerEvent } from '../../../libs/activity/activity-ledger.js';
import type { CommandPayloads } from '../../../libs/cases/commands.js';
import type { Case } from '../../../libs/cases/state.js';
import type { EventRef, Signal } from '../../../libs/detection/signal.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import { LEDGER, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { SignalReader } from '../opener/signal-reader.js';
import { unknownReference } from './refusal-problem.js';
import { TEXT_TYPE } from './translate.js';

type NewEvidence = CommandPayloads['add_evidence'];
/** The item's copy, and whom it is of beside the student. */
export type Copied = Pick<NewEvidence, 'copy' | 'others'>;

const json = canonicalize as unknown as (value: unknown) => string;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Copies evidence into the case's part of the vault when it enters: the signals as they stand and
 * the vendor's bytes exactly as received, one JSON document per item. What a vendor or a detector
 * does afterwards does not reach it.
 */
@Injectable()
export class EvidenceCopy {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
    private readonly signals: SignalReader,
  ) {}

  /** Every standing signal of the case as an item of class telemetry, oldest first. */
  async ofSignals({ facts }: Case, vault: Vault): Promise<readonly NewEvidence[]> {
    const standing = facts.signals.filter(({ state }) => state !== 'withdrawn');
    const { student } = facts;
    if (student === undefined) return [];
    const known = await this.signals.current(student, facts.course.offering);
    const items: NewEvidence[] = [];
    for (const signal of known.filter(({ id }) => standing.some((one) => one.id === id)))
      items.push(await this.ofSignal(student, signal, vault));
    return items;
  }

  /** The copy behind an item that a person adds; texts and files are copied as they are. */
  async of({ facts }: Case, item: Omit<NewEvidence, 'copy'>, vault: Vault): Promise<Copied> {
    if (item.attachment !== undefined) {
      const file = facts.attachments.find(({ id }) => id === item.attachment);
      if (!file) throw unknownReference(facts.policyVersion, 'the case has no such attachment');
      return { copy: file.content };
    }
    if (item.events.length === 0 && item.signals.length === 0)
      return { copy: item.text ?? item.title };
    const { student } = facts;
    if (student === undefined)
      throw unknownReference(
        facts.policyVersion,
        'a case about an offering cites no records of students',
      );
    const all = await this.signals.current(student, facts.course.offering);
    const cited = item.signals.map((id) => all.find((signal) => signal.id === id));
    if (cited.includes(undefined))
      throw unknownReference(facts.policyVersion, 'a signal is not of this student and offering');
    const events = [...item.events, ...cited.flatMap((signal) => signal?.events ?? [])];
    const found = await this.find(facts.policyVersion, events);
    return { copy: await store(vault, student, cited, found), ...this.othersIn(found, student) };
  }

  private async ofSignal(student: string, signal: Signal, vault: Vault): Promise<NewEvidence> {
    const title = new TextEncoder().encode(`${signal.reason.zh} (${signal.detector})`);
    const [ref] = await vault.put([{ owner: student, mediaType: TEXT_TYPE, bytes: title }]);
    const found = await this.find(signal.policyVersion, signal.events);
    return {
      sourceClass: 'telemetry',
      title: ref as VaultRef,
      events: signal.events,
      signals: [signal.id],
      bearing: 'inculpatory',
      copy: await store(vault, student, [signal], found),
      ...this.othersIn(found, student),
    };
  }

  /** Recorded with the item: what the roster says later changes nothing of whom the case knows. */
  private othersIn(events: readonly LedgerEvent[], student: string): Pick<Copied, 'others'> {
    const others = new Set<string>();
    for (const { source, account, time } of events) {
      const owner = account === undefined ? undefined : this.roster.ownerOf(source, account, time);
      if (owner?.kind === 'student') others.add(owner.subject);
      if (owner?.kind === 'conflict') for (const one of owner.subjects) others.add(one);
    }
    others.delete(student);
    return others.size === 0 ? {} : { others: [...others].sort() };
  }

  private async find(policy: string, refs: readonly EventRef[]): Promise<readonly LedgerEvent[]> {
    const found = new Map<string, LedgerEvent>();
    for (const { source, id } of refs) {
      const event = await this.ledger.find(source, id);
      if (!event) throw unknownReference(policy, 'an event is not in the ledger');
      found.set(JSON.stringify([source, id]), event);
    }
    return [...found.values()];
  }
}

const store = async (
  vault: Vault,
  owner: string,
  signals: readonly (Signal | undefined)[],
  events: readonly LedgerEvent[],
): Promise<VaultRef> => {
  const bytes = new TextEncoder().encode(json({ signals, events: events.map(copied) }));
  const [ref] = await vault.put([{ owner, mediaType: 'application/json', bytes }]);
  return ref as VaultRef;
};

/** An event with its custody: how and when it came, and its bytes exactly as received. */
const copied = ({ source, id, mode, receivedAt, raw }: LedgerEvent) => ({
  ...{ source, id, mode },
  receivedAt: new Date(receivedAt).toISOString(),
  sha256: sha256(raw),
  raw: Buffer.from(raw).toString('base64'),
});
