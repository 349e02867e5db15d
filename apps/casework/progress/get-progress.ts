import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Signal } from '../../../libs/detection/signal.js';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import { decodeCursor, encodeCursor } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { SIGNAL_INDEX, TIMELINE_INDEX } from '../../../libs/platform/tokens.js';
import type { Completion } from '../../../libs/regulation/compliance/completion.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { Offering } from '../../../libs/roster/roster-view.js';
import type { TimelineIndex } from '../../../libs/timelines/timeline-index.js';
import { instantIn } from '../cases/reveal.js';
import { maySeeOffering } from '../compliance/may-see-offering.js';
import { CompletionReader } from './completion-reader.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

export interface StudentProgress {
  readonly student: string;
  /** The last event on this offering of any of the student's accounts. */
  readonly lastActivityAt: string | null;
  /** When the integrity pledge was signed. */
  readonly pledgedAt: string | null;
  /** Parts completed within the learning window (art. 10); null where none is on file. */
  readonly completion:
    | (Completion & {
        /** The provision by which credit is earned by all parts only; null where none asks for them. */
        readonly requiredBy: string | null;
      })
    | null;
  /** Of the meetings that are certain; null where nothing was missed that matters (art. 17). */
  readonly absence: {
    readonly hours: number;
    readonly totalHours: number;
    readonly standing: 'warning' | 'excessive';
  } | null;
}

/** How far the students of an offering have come (art. 5), in the order of their numbers. */
export class GetProgress extends Query<{
  readonly items: readonly StudentProgress[];
  readonly next?: string;
}> {
  constructor(
    readonly offering: string,
    readonly caller: Principal,
    readonly cursor: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

const DETECTOR = 'excessive-absence';
const isText = (value: unknown): value is string => typeof value === 'string';

@QueryHandler(GetProgress)
export class GetProgressHandler implements IQueryHandler<GetProgress> {
  constructor(
    private readonly roster: RosterReader,
    private readonly completions: CompletionReader,
    @Inject(TIMELINE_INDEX) private readonly timelines: TimelineIndex,
    @Inject(SIGNAL_INDEX) private readonly signals: SignalIndex,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ offering: id, caller, cursor, limit }: GetProgress) {
    const after = decodeCursor(cursor, isText) ?? '';
    await this.roster.caughtUp();
    const { view } = this.roster;
    const offering = view.offering(id);
    if (offering === undefined || !maySeeOffering(caller, offering, view))
      throw notFound('this offering');
    const students = view
      .enrolledIn(id)
      .flatMap((subject) => {
        const student = view.numberOf(subject);
        return student === undefined || student <= after ? [] : [{ subject, student }];
      })
      .sort((a, b) => (a.student < b.student ? -1 : 1));
    const page = students.slice(0, limit);
    const items: StudentProgress[] = [];
    for (const one of page) items.push(await this.progressOf(one, offering));
    const last = page.at(-1);
    return students.length > limit && last
      ? { items, next: encodeCursor(last.student) }
      : { items };
  }

  private async progressOf(
    { subject, student }: { readonly subject: string; readonly student: string },
    offering: Offering,
  ): Promise<StudentProgress> {
    const { view } = this.roster;
    const stamp = instantIn(this.installation.zone);
    const [newest] = await this.timelines.page(
      view.accountsOf(subject),
      { offering: offering.id },
      undefined,
      1,
    );
    const pledge = view.pledge(subject, offering.id);
    const [signal] = await this.signals.list({
      ...{ subject, offering: offering.id, detector: DETECTOR, limit: 1 },
    });
    const completion = await this.completions.of(subject, offering);
    const requiredBy = this.completions.requiredBy(offering) ?? null;
    return {
      student,
      lastActivityAt: newest ? stamp(newest.time) : null,
      pledgedAt: pledge ? stamp(pledge.signedAt) : null,
      completion: completion ? { ...completion, requiredBy } : null,
      absence: signal ? this.absenceIn(signal, offering) : null,
    };
  }

  private absenceIn(
    { state, numbers }: Signal,
    { hours, window }: Offering,
  ): StudentProgress['absence'] {
    const missed = numbers.find(({ name }) => name === 'absent_hours')?.value;
    if (state === 'withdrawn' || missed === undefined || hours === undefined) return null;
    const { numerator, denominator } = this.installation.regulations.absenceAt(window?.to);
    const standing = denominator * missed > numerator * hours.total ? 'excessive' : 'warning';
    return { hours: missed, totalHours: hours.total, standing };
  }
}
