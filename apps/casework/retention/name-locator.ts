import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import {
  LOCATED_STREAM,
  type NamesLocated,
} from '../../../libs/case-file/redaction/located-names.js';
import { spansOf } from '../../../libs/case-file/redaction/redact.js';
import type { Word } from '../../../libs/case-file/redaction/word.js';
import {
  bytesOfCopied,
  copiedEvents,
  searchedIn,
} from '../../../libs/case-file/redaction/redacted-raw.js';
import { ledgerEventsOf, signalsOf } from '../../../libs/case-file/gather.js';
import { vaultRefs } from '../../../libs/case-file/verify/contents-check.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { START, type Metadata } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { EVENT_STORE, LEDGER, VAULT } from '../../../libs/platform/tokens.js';
import type { StudentContents } from '../../../libs/roster/roster-events.js';
import { studentWords } from '../case-file/known-persons-reader.js';
import { personRowsUpTo } from '../case-file/person-rows.js';

const PAGE = 500;

interface Naming {
  readonly student?: string;
  readonly others?: readonly string[];
  readonly cases?: readonly string[];
  readonly case?: string;
  readonly shared?: { readonly case: string };
}

/**
 * Notes where a person is named in the texts of others' cases before the names are destroyed: nobody
 * could look for them afterwards, and the other student's file would name whom the house has forgotten.
 */
@Injectable()
export class NameLocator {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
  ) {}

  /** Once a person: done again after a crash, it finds what it recorded. */
  async locate(subject: string, metadata: Metadata): Promise<void> {
    const known = await this.store.readStream<NamesLocated>(LOCATED_STREAM);
    if (known.some(({ data }) => data.subject === subject)) return;
    const words = await this.wordsOf(subject);
    const texts = new Map<string, NamesLocated['data']['texts'][number]>();
    for (const stream of words.length === 0 ? [] : await this.casesThatKnow(subject))
      for (const one of await this.placesIn(stream, words)) texts.set(one.vault, one);
    if (texts.size === 0) return;
    await this.store.append<NamesLocated>(LOCATED_STREAM, 'any', [
      {
        id: randomUUID(),
        type: 'NamesLocated',
        data: { subject, texts: [...texts.values()] },
        metadata,
      },
    ]);
  }

  /** Everything the person was ever called. */
  private async wordsOf(subject: string): Promise<readonly Word[]> {
    const wanted = { students: new Set([subject]), staff: new Set<string>() };
    const { students } = await personRowsUpTo(this.store, Number.MAX_SAFE_INTEGER, wanted);
    const entries = await this.vault.get(students.get(subject) ?? []);
    return [...entries.values()].flatMap(({ bytes }) =>
      studentWords(JSON.parse(Buffer.from(bytes).toString('utf8')) as StudentContents),
    );
  }

  /** Streams of others' cases that cite the person's events or are linked with a case of the person. */
  private async casesThatKnow(subject: string): Promise<ReadonlySet<string>> {
    const types = ['CaseFlagged', 'EvidenceAdded', 'CasesLinked', 'CaseLinkNoted'];
    const own = new Set<string>();
    const found = new Set<string>();
    for (let after = START; ;) {
      const page = await this.store.readAll({ after, limit: PAGE, types });
      for (const { type, stream, data } of page.events) {
        const { student, others = [], cases = [], case: noted, shared } = data as Naming;
        if (type === 'CaseFlagged' && student === subject) own.add(stream.slice('case-'.length));
        const named = [...cases, noted, shared?.case].some((id) => id !== undefined && own.has(id));
        if (named || others.includes(subject)) found.add(stream);
      }
      if (page.next <= after) break;
      after = page.next;
    }
    return found;
  }

  private async placesIn(
    stream: string,
    words: readonly Word[],
  ): Promise<NamesLocated['data']['texts']> {
    const events = await this.store.readStream(stream);
    const refs = events.flatMap(({ data }) => vaultRefs(data).map((ref) => ref.vault));
    const entries = await this.vault.get([...new Set(refs)]);
    const texts = new Map<string, string>();
    for (const [vault, entry] of entries) {
      if (entry.mediaType.startsWith('text/plain'))
        texts.set(vault, new TextDecoder().decode(entry.bytes));
      for (const event of copiedEvents(entry))
        for (const [place, text] of searchedIn({ ...event, bytes: bytesOfCopied(event) }))
          texts.set(place, text);
    }
    const cited = [...events, ...(await signalsOf(this.store, events))];
    for (const event of await ledgerEventsOf(this.ledger, cited))
      for (const [place, text] of searchedIn({ ...event, bytes: event.raw }))
        texts.set(place, text);
    return [...texts].flatMap(([vault, text]) => {
      const spans = spansOf(text, words);
      return spans.length === 0 ? [] : [{ vault, spans }];
    });
  }
}
