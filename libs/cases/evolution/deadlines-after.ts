import type { Deadline, DeadlineName } from '../deadline.js';
import type { CaseEvent } from '../events.js';

/** The case's deadlines after the event: one of a name, the latest. */
export const deadlinesAfter = (
  deadlines: readonly Deadline[],
  event: CaseEvent,
): readonly Deadline[] => {
  const change = (name: DeadlineName, to: (deadline: Deadline) => Deadline) =>
    deadlines.map((deadline) => (deadline.name === name ? to(deadline) : deadline));
  switch (event.type) {
    case 'DeadlineStarted': {
      const { deadline } = event.data;
      return [...deadlines.filter(({ name }) => name !== deadline.name), deadline];
    }
    case 'DeadlineMet': {
      const { name, at } = event.data;
      return change(name, (old) => ({
        ...unpaused(old),
        state: old.state === 'running' ? 'met' : old.state,
        metAt: at,
      }));
    }
    case 'DeadlineLapsed':
      return change(event.data.name, (old) => ({ ...unpaused(old), state: 'lapsed' }));
    case 'DeadlineOverdue': {
      const { name, escalateAt } = event.data;
      return change(name, (old) => ({
        ...unpaused(old),
        state: 'overdue',
        ...(escalateAt !== undefined && { escalateAt }),
      }));
    }
    case 'DeadlineReminded': {
      const { name, at } = event.data;
      return change(name, (old) => ({ ...old, remindedAt: at }));
    }
    case 'DeadlineEscalated': {
      const { name, at } = event.data;
      return change(name, (old) => ({ ...old, escalatedAt: at }));
    }
    case 'DeadlinePaused': {
      const { name, at, cause } = event.data;
      return change(name, (old) => ({ ...old, pausedSince: at, pausedBy: cause }));
    }
    case 'DeadlineResumed': {
      const { name, due, remindAt, days = 0 } = event.data;
      return change(name, (old) => ({
        ...moved(unpaused(old), due, remindAt),
        ...(old.counted !== undefined && { counted: old.counted + days }),
      }));
    }
    case 'DeadlineExtended': {
      const { name, due, days, unit, remindAt } = event.data;
      return change(name, (old) => ({
        ...moved(old, due, remindAt),
        counted: unit === old.unit && old.counted !== undefined ? old.counted + days : undefined,
        extended: old.extended + days,
        state: 'running',
      }));
    }
    default:
      return deadlines;
  }
};

/** Due at another time: what it said of the former one does not count. */
const moved = (old: Deadline, due: number, remindAt: number | undefined): Deadline =>
  due === old.due
    ? old
    : {
        ...old,
        due,
        remindAt,
        remindedAt: undefined,
        escalateAt: undefined,
        escalatedAt: undefined,
      };

const unpaused = (deadline: Deadline): Deadline => ({
  ...deadline,
  pausedSince: undefined,
  pausedBy: undefined,
});
