import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ActivityLedger, LedgerEvent } from '../../../libs/activity/activity-ledger.js';
import type { CommandPayloads } from '../../../libs/cases/commands.js';
import type { Case } from '../../../libs/cases/state.js';
import type { EventRef, Signal } from '../../../libs/detection/signal.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import { LEDGER } from '../../../libs/platform/tokens.js';
import { SignalReader } from '../opener/signal-reader.js';
import { unknownReference } from './refusal-problem.js';
import { TEXT_TYPE } from './translate.js';

type NewEvidence = CommandPayloads['add_evidence'];

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
    private readonly signals: SignalReader,
  ) {}

  /** Every standing signal of the case as an item of class telemetry, oldest first. */
  async ofSignals({ facts }: Case, vault: Vault): Promise<readonly NewEvidence[]> {
    const standing = facts.signals.filter(({ state }) => state !== 'withdrawn');
    const known = await this.signals.current(facts.student, facts.course.offering);
    const items: NewEvidence[] = [];
    for (const signal of known.filter(({ id }) => standing.some((one) => one.id === id)))
      items.push(await this.ofSignal(facts.student, signal, vault));
    return items;
  }

  /** The copy behind an item that a person adds; texts and files are copied as they are. */
  async of({ facts }: Case, item: Omit<NewEvidence, 'copy'>, vault: Vault): Promise<VaultRef> {
    if (item.attachment !== undefined) {
      const file = facts.attachments.find(({ id }) => id === item.attachment);
      if (!file) throw unknownReference(facts.policyVersion, 'the case has no such attachment');
      return file.content;
    }
    if (item.events.length === 0 && item.signals.length === 0) return item.text ?? item.title;
    const all = await this.signals.current(facts.student, facts.course.offering);
    const cited = item.signals.map((id) => all.find((signal) => signal.id === id));
    if (cited.includes(undefined))
      throw unknownReference(facts.policyVersion, 'a signal is not of this student and offering');
    const events = [...item.events, ...cited.flatMap((signal) => signal?.events ?? [])];
    return store(vault, facts.student, cited, await this.find(facts.policyVersion, events));
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
    };
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
