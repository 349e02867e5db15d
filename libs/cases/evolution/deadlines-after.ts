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
    case 'DeadlineMet':
      return change(event.data.name, (old) => ({ ...unpaused(old), state: 'met' }));
    case 'DeadlineLapsed':
      return change(event.data.name, (old) => ({ ...unpaused(old), state: 'lapsed' }));
    case 'DeadlineOverdue':
      return change(event.data.name, (old) => ({ ...unpaused(old), state: 'overdue' }));
    case 'DeadlinePaused': {
      const { name, at, cause } = event.data;
      return change(name, (old) => ({ ...old, pausedSince: at, pausedBy: cause }));
    }
    case 'DeadlineResumed': {
      const { name, due } = event.data;
      return change(name, (old) => ({ ...unpaused(old), due }));
    }
    case 'DeadlineExtended': {
      const { name, due, days } = event.data;
      return change(name, (old) => ({
        ...old,
        due,
        extended: old.extended + days,
        state: 'running',
      }));
    }
    default:
      return deadlines;
  }
};

const unpaused = (deadline: Deadline): Deadline => ({
  ...deadline,
  pausedSince: undefined,
  pausedBy: undefined,
});
