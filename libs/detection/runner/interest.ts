import type { EventHeading, Wanted } from '../../activity/activity-ledger.js';
import type { RosterView } from '../../roster/roster-view.js';
import { subjectOwner } from '../keys.js';
import type { OwnState } from './own-state.js';
import type { Plan } from './plan.js';

export interface InterestPorts {
  readonly state: OwnState;
  readonly plan: Plan;
  readonly roster: Pick<RosterView, 'claimantsOf'>;
}

/**
 * Which of the ledger's events an instance has to read, as far as their headings tell. Most serve the
 * keys of their student alone, and concern whoever has that student in hand. By whom an account is
 * claimed may change later, for events long past: then the student is marked, and the whole account is read.
 */
export class Interest {
  constructor(private readonly ports: InterestPorts) {}

  /** Undefined where everything is wanted: sums are folded of all events by whoever answers for them. */
  get wanted(): Wanted | undefined {
    return this.ports.state.ownsPopulation ? undefined : this.concerns;
  }

  /** Whether an event may lie in a window of this instance's. */
  readonly concerns = ({ source, account, type }: EventHeading): boolean => {
    const { plan, state, roster } = this.ports;
    if (type === undefined) return true;
    const routes = plan.routesOf(type);
    if (routes.some(({ kind }) => kind !== 'subject')) return true;
    if (routes.length === 0 || account === undefined) return false;
    return roster.claimantsOf(source, account).some((subject) => state.owns(subjectOwner(subject)));
  };
}
