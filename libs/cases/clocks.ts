import type { DayUnit } from '../regulation/calendar.js';
import type { Limits } from '../regulation/limits.js';
import type { CaseContext } from './context.js';
import { isUnmet, type Deadline, type DeadlineName } from './deadline.js';
import { fact, type Act, type CaseEvent } from './events.js';
import type { CaseFacts } from './state.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Rule {
  readonly days: keyof Limits & `${string}Days`;
  readonly unit: DayUnit;
  readonly basis: string;
}

/** Clocks that count days; the two of a sanction follow from its period. */
type CountedName = Exclude<DeadlineName, 'sanction' | 'lifting_review'>;

/** The workflow's table of clocks: how long, in which days, on which ground. */
const RULES: Readonly<Record<CountedName, Rule>> = {
  triage: { days: 'triageDays', unit: 'working', basis: 'policy#triage' },
  investigation: { days: 'investigationDays', unit: 'working', basis: 'policy#investigation' },
  review: { days: 'reviewDays', unit: 'working', basis: 'policy#review' },
  defence: { days: 'defenceDays', unit: 'working', basis: 'moe-41#55' },
  whole_case: { days: 'wholeCaseDays', unit: 'calendar', basis: 'oia#90-days' },
  appeal: { days: 'appealDays', unit: 'calendar', basis: 'moe-41#60' },
  appeal_conclusion: { days: 'appealConclusionDays', unit: 'calendar', basis: 'moe-41#61' },
  provincial_appeal: { days: 'provincialAppealDays', unit: 'calendar', basis: 'moe-41#62' },
  college_answer: { days: 'collegeAnswerDays', unit: 'working', basis: 'policy#college-answer' },
};

/** Starts a clock at `start`, for `days` or as the policy says. The first day is not counted. */
export const startClock = (
  context: CaseContext,
  act: Act,
  name: CountedName,
  start: number,
  days: number = context.limits[RULES[name].days],
): CaseEvent => {
  const { unit, basis } = RULES[name];
  const due = addDays(context, start, days, unit);
  const counted = unit === 'calendar' ? { counted: days } : {};
  return started(context, act, { name, basis, unit, days, start, due, ...counted });
};

/** Months that an appeal has whose limit the student was not told: order 41, art. 64. */
const UNNAMED_MONTHS = 6;

/** The clock of an appeal whose limit the paper did not name; the day it was delivered is not counted. */
export const startUnnamed = (
  context: CaseContext,
  act: Act,
  name: 'appeal' | 'provincial_appeal',
  start: number,
): CaseEvent => {
  const { calendar } = context;
  // 00:00 of the day after the last: one millisecond back lies in the last day, which a day off rolls.
  const due = calendar.addCalendarDays(calendar.addMonths(start, UNNAMED_MONTHS) - 1, 0);
  const days = calendar.calendarDaysBetween(start, due - 1);
  return started(context, act, { name, basis: 'moe-41#64', unit: 'calendar', days, start, due });
};

type Term = Pick<Deadline, 'name' | 'basis' | 'unit' | 'days' | 'start' | 'due' | 'counted'>;

const started = (context: CaseContext, act: Act, term: Term): CaseEvent => {
  const { limits, calendar } = context;
  const remindAt = remindAtOf(context, term);
  return fact('DeadlineStarted', {
    ...act,
    deadline: {
      ...term,
      ...(remindAt !== undefined && { remindAt }),
      basis: term.basis.replace(/^policy#/, `policy@${limits.version}#`),
      policyVersion: limits.version,
      calendarVersion: calendar.version,
      extended: 0,
      state: 'running',
    },
  });
};

/**
 * 00:00 of the day so many days before the last one as the policy says, in the clock's own days;
 * undefined where it reminds nobody, or that day is not after the start.
 */
export const remindAtOf = (
  { limits, calendar }: CaseContext,
  { name, unit, start, due }: Pick<Deadline, 'name' | 'unit' | 'start' | 'due'>,
): number | undefined => {
  const lead = limits.remindDaysBefore[name] ?? 0;
  if (lead === 0) return undefined;
  const at = calendar.daysBefore(due, lead, unit);
  return at > start ? at : undefined;
};

/** Art. 62: the province concludes within thirty working days of the filing. */
export const startProvince = (context: CaseContext, act: Act, filedAt: number): CaseEvent => {
  const days = context.limits.provincialConclusionDays;
  const due = addDays(context, filedAt, days, 'working');
  const basis = 'moe-41#62';
  const term = { basis, unit: 'working', days, start: filedAt, due } as const;
  return started(context, act, { name: 'provincial_appeal', ...term });
};

/** Art. 57: the period of a sanction, and the day from which on its lifting is reviewed. */
export const startSanction = (
  context: CaseContext,
  act: Act,
  start: number,
  until: number,
): readonly CaseEvent[] => {
  const { calendar, limits } = context;
  // `until` is 00:00 of the day after the last: one millisecond back lies in the last day.
  const review = calendar.endOfDay(until - limits.liftingReviewDays * DAY_MS - 1);
  return [['sanction', until] as const, ['lifting_review', review] as const].map(([name, due]) =>
    started(context, act, {
      name,
      basis: 'moe-41#57',
      unit: 'calendar',
      days: calendar.calendarDaysBetween(start, due - 1),
      start,
      due,
    }),
  );
};

/** 24:00 of the last of `days` after the day of `from`. */
export const addDays = (
  { calendar }: CaseContext,
  from: number,
  days: number,
  unit: DayUnit,
): number =>
  unit === 'working' ? calendar.addWorkingDays(from, days) : calendar.addCalendarDays(from, days);

export const clockOf = (facts: CaseFacts, name: DeadlineName): Deadline | undefined =>
  facts.deadlines.find((deadline) => deadline.name === name);

const running = (facts: CaseFacts): readonly Deadline[] =>
  facts.deadlines.filter(({ state }) => state === 'running');

/** The clock has done its work; one that was missed stays missed, and was met late. */
export const meetClock = (facts: CaseFacts, act: Act, name: DeadlineName): readonly CaseEvent[] => {
  const clock = clockOf(facts, name);
  return clock && isUnmet(clock) ? [fact('DeadlineMet', { ...act, name })] : [];
};

/** The case closes: nothing waits any more. */
export const meetAllClocks = (facts: CaseFacts, act: Act): readonly CaseEvent[] =>
  facts.deadlines.filter(isUnmet).map(({ name }) => fact('DeadlineMet', { ...act, name }));

/** Stops the clocks that run; `names` limits it to some. */
export const pauseClocks = (
  facts: CaseFacts,
  act: Act,
  cause: 'await' | 'suspend',
  names?: readonly DeadlineName[],
): readonly CaseEvent[] =>
  running(facts)
    .filter(({ name, pausedSince }) => pausedSince === undefined && names?.includes(name) !== false)
    .map(({ name }) => fact('DeadlinePaused', { ...act, name, cause }));

/** Lets the clocks that `cause` stopped run again, due later by the days that went by. */
export const resumeClocks = (
  context: CaseContext,
  facts: CaseFacts,
  act: Act,
  cause: 'await' | 'suspend',
): readonly CaseEvent[] =>
  running(facts)
    .filter(({ pausedBy }) => pausedBy === cause)
    .map((deadline) => {
      const days = stoodStill(context, deadline, act.at);
      const due = days === 0 ? deadline.due : later(context, deadline, days, deadline.unit);
      const remindAt = remindAtOf(context, { ...deadline, due });
      return fact('DeadlineResumed', {
        ...{ ...act, name: deadline.name, days, due },
        ...(remindAt !== undefined && { remindAt }),
      });
    });

const stoodStill = (context: CaseContext, deadline: Deadline, at: number): number => {
  const { unit, pausedSince = at } = deadline;
  const { calendar } = context;
  return unit === 'working'
    ? calendar.workingDaysBetween(pausedSince, at)
    : calendar.calendarDaysBetween(pausedSince, at);
};

/** When it is due with so many days more. */
export const later = (
  context: CaseContext,
  { unit: own, start, due, counted }: Pick<Deadline, 'unit' | 'start' | 'due' | 'counted'>,
  days: number,
  unit: DayUnit,
): number =>
  unit === own && counted !== undefined
    ? addDays(context, start, counted + days, unit)
    : // `due` is 00:00 of the day after the last: one millisecond back lies in the last day.
      addDays(context, due - 1, days, unit);
