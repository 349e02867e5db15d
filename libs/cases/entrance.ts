import type { Behaviour, CaseRole, Given } from './behaviour.js';
import type { CaseCommand, CommandName } from './commands.js';
import { publishedStatus } from './published-status.js';
import type { Refusal } from './refusals.js';
import type { Status } from './stage.js';
import type { Case } from './state.js';

type Ask = {
  readonly behaviour: Behaviour;
  readonly command: CaseCommand;
  readonly given: Case;
  readonly no: Given<CommandName, Status>['no'];
};

/** What must hold before a command is looked at: the caller's role and person, the stage, the time. */
export const refusedAtEntrance = (ask: Ask): Refusal | undefined =>
  wrongRole(ask) ?? wrongPerson(ask) ?? wrongStage(ask) ?? wrongTime(ask);

const wrongRole = ({ behaviour, command, no }: Ask): Refusal | undefined => {
  const { name, roles } = behaviour;
  const role = command.actor.role as CaseRole;
  if (roles.includes(role)) return undefined;
  if (role === 'system')
    return no('MachineMayOnlyFlag', `${name} is a person's act: a machine may only flag`);
  if (roles.includes('student') && role === 'officer' && command.onBehalf) return undefined;
  return no('RoleMayNotRun', `${name} is not for this role`);
};

const wrongPerson = ({ behaviour, command, given, no }: Ask): Refusal | undefined => {
  const { facts } = given;
  const { actor, onBehalf } = command;
  const paper = onBehalf && wrongPaper({ behaviour, command, given, no });
  if (paper) return paper;
  if (actor.role === 'student' && actor.person !== facts.student)
    return no('PersonHasNoPart', 'the case is about somebody else');
  if (facts.people.interests[actor.person] !== true || behaviour.name === 'declare_interest')
    return undefined;
  return actor.role === 'committee'
    ? no('CommitteeMemberConflicted', 'the caller declared a conflict of interest')
    : no('PersonConflicted', 'the caller declared a conflict of interest');
};

const wrongPaper = ({ behaviour, command, given, no }: Ask): Refusal | undefined => {
  const { onBehalf } = command;
  if (!onBehalf) return undefined;
  if (!behaviour.roles.includes('student') || onBehalf.student !== given.facts.student)
    return no(
      'PersonHasNoPart',
      "only the case's student can be acted for, in a student's command",
    );
  return given.facts.attachments.some(({ id }) => id === onBehalf.attachment)
    ? undefined
    : no('UnknownReference', "the student's paper must be attached to the case first");
};

const wrongStage = ({ behaviour, given, no }: Ask): Refusal | undefined => {
  const { status } = given.stage;
  if (behaviour.stages.includes(status)) return undefined;
  const guard = behaviour.elsewhere?.[status] ?? 'WrongState';
  const published = publishedStatus(given.stage);
  return no(guard, `${behaviour.name} is not possible while the case is ${published}`);
};

const wrongTime = ({ behaviour, command, given, no }: Ask): Refusal | undefined => {
  const { at, now } = command;
  if (at === undefined) return undefined;
  if (at > now) return no('TimeOutOfOrder', 'at lies in the future');
  return at < given.facts.lastStepAt && behaviour.ownTimes !== true
    ? no('TimeOutOfOrder', "at lies before the case's last step")
    : undefined;
};
