import { accept, refuse, type Decision } from '../event-sourcing/decider.js';
import type { CommandName, CommandOf } from './commands.js';
import type { CaseContext } from './context.js';
import { fact, type Act, type CaseEvent, type StudentAct } from './events.js';
import { articleOf, type Guard, type Refusal } from './refusals.js';
import type { StageOf, Status } from './stage.js';
import { studentOf, type CaseFacts } from './state.js';
import { isBlank } from './text.js';

/** Roles of the callers, and the machine's. */
export type CaseRole =
  | 'officer'
  | 'reviewer'
  | 'committee'
  | 'appeals'
  | 'legal'
  | 'teacher'
  | 'registrar'
  | 'student'
  | 'system';

export type CaseDecision = Decision<CaseEvent, Refusal>;

/** What a behaviour is given: the command, the case's facts, the stage it stands in, the rules. */
export interface Given<Name extends CommandName, S extends Status> {
  readonly command: CommandOf<Name>;
  readonly data: CommandOf<Name>['data'];
  /** Who and when: `at` of the command, or now. */
  readonly act: Act;
  readonly facts: CaseFacts;
  readonly stage: StageOf<S>;
  readonly context: CaseContext;
  /** Builds a refusal; the guard's own article unless a closer one is given. */
  readonly no: (guard: Guard, detail: string, article?: string) => Refusal;
}

/** One command: who may run it, where, and what follows. */
export interface Behaviour<Name extends CommandName = CommandName, S extends Status = Status> {
  readonly name: Name;
  readonly roles: readonly CaseRole[];
  /** Stages in which it can be run. */
  readonly stages: readonly S[];
  /** A guard that says more than `WrongState` for some other stages. */
  readonly elsewhere?: Partial<Record<Status, Guard>>;
  /** The command checks its own times: papers that came in time and were recorded late. */
  readonly ownTimes?: true;
  decide(given: Given<Name, S>): CaseDecision;
}

/** Infers the stage's type from the list of stages. */
export const behaviour = <Name extends CommandName, const S extends Status>(
  definition: Behaviour<Name, S>,
): Behaviour<Name, S> => definition;

/** The first refusal there is, or the facts. */
export const unless = (
  refusals: readonly (Refusal | undefined)[],
  events: () => readonly CaseEvent[],
): CaseDecision => {
  const refusal = refusals.find((one) => one !== undefined);
  return refusal ? refuse(refusal) : accept(...events());
};

export const refusalIn =
  (context: CaseContext) =>
  (guard: Guard, detail: string, article?: string): Refusal => ({
    guard,
    article: article ?? articleOf(guard, context.limits.version, context.clauses.integrity),
    detail,
  });

/** A student's act, with the paper when an officer recorded it. */
export const studentAct = (given: {
  readonly act: Act;
  readonly facts: CaseFacts;
  readonly command: Pick<CommandOf<CommandName>, 'onBehalf' | 'actor'>;
}): StudentAct => {
  const { act, facts, command } = given;
  return command.onBehalf
    ? {
        by: studentOf(facts),
        at: act.at,
        paper: { recordedBy: command.actor.person, attachment: command.onBehalf.attachment },
      }
    : { by: studentOf(facts), at: act.at };
};

/** The caller's note becomes a fact of its own. */
export const noteOf = (command: CommandOf<CommandName>, act: Act): readonly CaseEvent[] =>
  command.note === undefined || isBlank(command.note)
    ? []
    : [fact('NoteAdded', { ...act, command: command.type, note: command.note })];
