import type { CommandPayloads } from '../../libs/cases/commands.js';
import type { DeadlineName } from '../../libs/cases/deadline.js';
import type { Actor } from '../../libs/event-sourcing/recorded-event.js';
import { MACHINE } from './cast.js';
import type { ModelledName } from './modelled.js';
import type { Reference } from './reference.js';

/** One command that brings a case on. */
export interface Step {
  readonly type: ModelledName;
  readonly actor: Actor;
  readonly data: unknown;
  /** The clock is moved to the end of this deadline first. */
  readonly pass?: string;
}

export const step = <Name extends ModelledName>(
  role: string,
  person: string,
  type: Name,
  data: CommandPayloads[Name],
  pass?: string,
): Step => ({ actor: { role, person }, type, data, ...(pass !== undefined && { pass }) });

/** The first of them who has not declared their interests does so. */
export const silent = (
  m: Reference,
  role: string,
  persons: readonly string[],
): Step | undefined => {
  const person = persons.find((one) => !m.interests.has(one));
  return person === undefined
    ? undefined
    : step(role, person, 'declare_interest', { conflict: false });
};

export const wait = (name: DeadlineName) =>
  step(MACHINE.role, MACHINE.person, 'fire_deadline', { name }, name);
