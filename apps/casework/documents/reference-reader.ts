import { Inject, Injectable } from '@nestjs/common';
import type {
  DocumentSources,
  Reference,
} from '../../../libs/case-file/documents/document-sources.js';
import { POLICY_STREAM, type PolicyEvent } from '../../../libs/detection/policy/policy-events.js';
import { PolicyView } from '../../../libs/detection/policy/policy-view.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Position, RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { EVENT_STORE, VAULT } from '../../../libs/platform/tokens.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import {
  REGULATION_STREAM,
  regulationDecider,
  type RegulationAdopted,
} from '../../../libs/regulation/regulation.decider.js';
import type { Regulation } from '../../../libs/regulation/regulation.js';
import type { Limits } from '../../../libs/regulation/limits.js';
import type { PersonContents, StudentContents } from '../../../libs/roster/roster-events.js';
import { lawfulLimitsOf } from '../shared/limits-of-policy.js';
import { rosterRowsFor, type Dated, type RosterRows } from './roster-rows-for.js';

/**
 * What documents say of student, course and staff, and which limits they name: as it stood when the
 * event was recorded, so that a document printed again after a change of roster or policy is the same.
 */
@Injectable()
export class ReferenceReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** `events` are a case's, from version 1 on. */
  async of(events: readonly RecordedEvent[]): Promise<DocumentSources['reference']> {
    const rows = await rosterRowsFor(this.store, events);
    const refs = [...rows.student, ...[...rows.people.values()].flat()].flatMap(({ row }) =>
      row.ref === null ? [] : [row.ref.vault],
    );
    const entries = await this.vault.get(refs);
    const contents = <Contents>(
      ref: { vault: string } | null | undefined,
    ): Contents | undefined => {
      const entry = ref ? entries.get(ref.vault) : undefined;
      return entry && (JSON.parse(Buffer.from(entry.bytes).toString('utf8')) as Contents);
    };
    const limits = await this.limits();
    const regulations = await this.regulations();
    return (version) => {
      const position = events[version - 1]?.position ?? 0;
      return {
        ...reference(rows, position, contents),
        limits: limits(position),
        regulations: regulations(position),
      };
    };
  }

  private async limits(): Promise<(position: Position) => Limits> {
    const policies = await this.store.readStream<PolicyEvent>(POLICY_STREAM);
    return (position) => {
      const view = new PolicyView();
      for (const event of policies) if (event.position <= position) view.apply(event);
      return lawfulLimitsOf(view.current);
    };
  }

  private async regulations(): Promise<(position: Position) => readonly Regulation[]> {
    const adopted = await this.store.readStream<RegulationAdopted>(REGULATION_STREAM);
    const { evolve, initialState } = regulationDecider;
    return (position) => {
      const then = adopted.filter((event) => event.position <= position);
      return [...fold(evolve, initialState, then).values()].map(({ regulation }) => regulation);
    };
  }
}

type Contents = <Shape>(ref: { vault: string } | null | undefined) => Shape | undefined;

const reference = (
  rows: RosterRows,
  position: Position,
  contents: Contents,
): Omit<Reference, 'limits' | 'regulations'> => {
  const student = asOf(rows.student, position);
  const personal = contents<StudentContents>(student?.ref);
  const title = asOf(rows.offering, position)?.title;
  const people = [...rows.people].flatMap(([id, dated]) => {
    const name = contents<PersonContents>(asOf(dated, position)?.ref)?.name;
    return name === undefined ? [] : [[id, name] as const];
  });
  return {
    student: {
      ...(personal?.name ? { name: personal.name } : {}),
      ...(personal ? { number: personal.number } : {}),
      ...(student?.college ? { college: student.college } : {}),
    },
    course: title ? { title } : {},
    people: new Map(people),
  };
};

/** The row in force at a position; the first known one where the case is older than the roster. */
const asOf = <Row>(dated: readonly Dated<Row>[], position: Position): Row | undefined =>
  (dated.findLast((one) => one.position <= position) ?? dated[0])?.row;
