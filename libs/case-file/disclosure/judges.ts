import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { PersonCodes } from './person-codes.js';

/** Members of an event that name those who investigate, review, sit or decide. */
const JUDGING: Readonly<Record<string, readonly string[]>> = {
  InvestigationOpened: ['by', 'investigators'],
  InvestigatorAdded: ['person'],
  FindingReturned: ['by'],
  FindingApproved: ['by'],
  CommitteeConvened: ['members', 'chair', 'secretary'],
  CaseConfirmed: ['by'],
  ExecutionStayRuled: ['by'],
  AppealDecided: ['by', 'members'],
  LiftingDecided: ['by'],
};

/** Whom a student may ask to be recused, and who decided something of the case, by person id. */
export const judgesIn = (events: readonly RecordedEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ type, data }) =>
      (JUDGING[type] ?? []).flatMap(
        (name) => (data as Record<string, string | readonly string[] | undefined>)[name] ?? [],
      ),
    ),
  );

/**
 * Codes as in the student's file for all other staff: who claimed, delivered, attached, registered. A file
 * goes on to others and codes the judges as well.
 *
 * @param student subject id
 */
export const judgesNamed = (
  events: readonly RecordedEvent[],
  student: string,
): ((value: unknown) => unknown) => {
  const codes = new PersonCodes(events, student);
  const judges = judgesIn(events);
  return (value) => codes.coded(value, judges);
};
