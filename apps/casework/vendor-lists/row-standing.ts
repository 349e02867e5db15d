import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { LEDGER, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CaseRegister } from '../opener/case-register.js';
import { SignalReader } from '../opener/signal-reader.js';
import type { TakenRow } from './vendor-list-events.js';

/** Where an accusation stands now. */
export interface Standing {
  readonly standing:
    | 'erased'
    | 'unknown_account'
    | 'contested_account'
    | 'unknown_offering'
    | 'not_enrolled'
    /** No detector has weighed it yet. */
    | 'waiting'
    /** Weighed, and with all else that is known too light for a case. */
    | 'noted'
    | 'flagged'
    | 'linked';
  readonly case?: string;
}

/** Follows an accusation from the account to the case; what is said may change with the roster. */
@Injectable()
export class RowStandings {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
    private readonly register: CaseRegister,
    private readonly desk: CaseDesk,
    private readonly signals: SignalReader,
  ) {}

  async of(source: string, row: TakenRow): Promise<Standing> {
    const { event: id = '', offering = '', violation = '' } = row;
    const event = await this.ledger.find(source, id);
    if (event?.account === undefined) return { standing: 'erased' };
    const owner = this.roster.ownerOf(source, event.account, event.time);
    if (owner.kind === 'unknown') return { standing: 'unknown_account' };
    if (owner.kind === 'conflict') return { standing: 'contested_account' };
    const student = owner.subject;
    const found = await this.caseOf(student, offering, violation);
    if (found !== undefined)
      return { standing: row.joined === found ? 'linked' : 'flagged', case: found };
    if (this.roster.offering(offering) === undefined) return { standing: 'unknown_offering' };
    if (this.roster.enrolment(student, offering) === undefined) return { standing: 'not_enrolled' };
    const known = await this.signals.current(student, offering);
    const weighed = known.some(({ events }) =>
      events.some((one) => one.source === source && one.id === id),
    );
    return { standing: weighed ? 'noted' : 'waiting' };
  }

  /** The case of the student, offering and violation, if one was ever opened. */
  async caseOf(student: string, offering: string, violation: string): Promise<string | undefined> {
    const number = await this.register.find({ student, offering, violation });
    return number !== undefined && (await this.desk.load(number)) ? number : undefined;
  }
}
