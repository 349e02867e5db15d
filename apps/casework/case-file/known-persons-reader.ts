import { Inject, Injectable } from '@nestjs/common';
import type { KnownPersons } from '../../../libs/case-file/redaction/known-persons.js';
import {
  LOCATED_STREAM,
  type LocatedNames,
  type NamesLocated,
} from '../../../libs/case-file/redaction/located-names.js';
import { idWord, nameWord, type Word } from '../../../libs/case-file/redaction/word.js';
import { caseStream } from '../../../libs/cases/events.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { EVENT_STORE, VAULT } from '../../../libs/platform/tokens.js';
import type { PersonContents, StudentContents } from '../../../libs/roster/roster-events.js';
import { personRowsUpTo, type PersonRows } from './person-rows.js';

/** Who is known to a case, and what they are called: by the log up to the last event given. */
@Injectable()
export class KnownPersonsReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** `events` are a case's, from version 1 on. */
  async of(events: readonly RecordedEvent[]): Promise<KnownPersons> {
    const student = studentOf(events[0]);
    const others = await this.othersIn(events, student);
    const rows = await personRowsUpTo(this.store, events.at(-1)?.position ?? 0, {
      students: new Set(student === undefined ? others : [student, ...others]),
      staff: stringsIn(events.map(({ data, metadata }) => [data, metadata.actor.person])),
    });
    const contents = await this.contentsOf(rows);
    const located =
      others.length === 0 ? [] : await this.store.readStream<NamesLocated>(LOCATED_STREAM);
    const wordsOf = (subject: string): readonly Word[] =>
      distinct(
        (rows.students.get(subject) ?? []).flatMap((ref) =>
          studentWords(contents<StudentContents>(ref)),
        ),
      );
    return {
      student: student === undefined ? [] : wordsOf(student),
      others: others.map((subject) => ({
        subject,
        words: wordsOf(subject),
        located: placesOf(subject, located),
      })),
      staff: new Map(
        [...rows.staff].map(([id, refs]) => [
          id,
          [...new Set(refs.flatMap((ref) => contents<PersonContents>(ref)?.name ?? []))],
        ]),
      ),
    };
  }

  /** Subject ids: of the cited events, and of linked cases, in the order in which they came. */
  private async othersIn(
    events: readonly RecordedEvent[],
    student: string | undefined,
  ): Promise<readonly string[]> {
    const others = new Set<string>();
    const cases = new Map<string, string | undefined>();
    for (const { data } of events) {
      const named = data as Naming;
      for (const one of named.others ?? []) others.add(one);
      for (const id of linkedIn(named)) {
        if (!cases.has(id)) cases.set(id, await this.studentIn(id));
        const one = cases.get(id);
        if (one !== undefined) others.add(one);
      }
    }
    return [...others].filter((one) => one !== student);
  }

  private async studentIn(id: string): Promise<string | undefined> {
    return studentOf((await this.store.readStream(caseStream(id), { to: 1 }))[0]);
  }

  private async contentsOf({ students, staff }: PersonRows): Promise<Contents> {
    const entries = await this.vault.get([...students.values(), ...staff.values()].flat());
    return <Shape>(id: string): Shape | undefined => {
      const entry = entries.get(id);
      return entry && (JSON.parse(Buffer.from(entry.bytes).toString('utf8')) as Shape);
    };
  }
}

type Contents = <Shape>(vault: string) => Shape | undefined;

interface Naming {
  readonly others?: readonly string[];
  readonly cases?: readonly string[];
  readonly case?: string;
  readonly shared?: { readonly case: string };
}

const linkedIn = ({ cases = [], case: noted, shared }: Naming): readonly string[] =>
  [...cases, noted, shared?.case].filter((id) => id !== undefined);

const studentOf = (flagged: RecordedEvent | undefined): string | undefined =>
  (flagged?.data as { readonly student?: string } | undefined)?.student;

export const studentWords = (contents: StudentContents | undefined): readonly Word[] =>
  contents === undefined
    ? []
    : [
        ...(contents.name === null ? [] : [nameWord(contents.name)]),
        idWord(contents.number),
        ...contents.accounts.map(({ account }) => idWord(account)),
      ];

const distinct = (words: readonly Word[]): readonly Word[] => [
  ...new Map(words.map((word) => [`${word.kind} ${word.text}`, word])).values(),
];

const placesOf = (subject: string, located: readonly RecordedEvent<NamesLocated>[]): LocatedNames =>
  new Map(
    located
      .filter(({ data }) => data.subject === subject)
      .flatMap(({ data }) => data.texts.map(({ vault, spans }) => [vault, spans] as const)),
  );

const stringsIn = (value: unknown, found = new Set<string>()): ReadonlySet<string> => {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) stringsIn(inner, found);
  return found;
};
