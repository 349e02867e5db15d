import { unreachable } from '../../event-sourcing/decider.js';
import { blocksOf } from '../../roster/network-blocks.js';
import type { RosterChange } from '../../roster/roster-view.js';
import type { ReferenceData } from '../detector.js';
import { windowOf } from '../judge.js';
import { isSubjectOwner, ownerFor, subjectOwner, type Owner, type Pseudonym } from '../keys.js';
import { ALL_WINDOWS, type DirtyMark } from './detection-state.js';
import type { EventLoader } from './event-loader.js';
import type { MeetingPlaces, Placed } from './meeting-places.js';
import type { OwnState } from './own-state.js';
import type { Plan } from './plan.js';
import type { RosterKeys } from './roster-keys.js';
import { blockTopic, meetingTopic, offeringTopic, sourceTopic } from './topics.js';

export interface RosterMarksPorts {
  readonly state: OwnState;
  readonly loader: EventLoader;
  readonly places: MeetingPlaces;
  readonly roster: ReferenceData;
  readonly rosterKeys: RosterKeys;
  readonly plan: Plan;
  readonly pseudonym: Pseudonym;
  readonly localDay: (at: number) => string;
}

const all = (owner: Owner): DirtyMark => ({ owner, window: ALL_WINDOWS, forced: true });

/** What has to be judged again when reference data change: no less than they touch. */
export class RosterMarks {
  constructor(private readonly ports: RosterMarksPorts) {}

  /** With where events lie by the new reference data. */
  async touchedByAll(changes: readonly RosterChange[]): Promise<Placed> {
    const placed = await this.ports.places.find(
      changes.flatMap((change) => (change.kind === 'meeting' ? [change.meeting] : [])),
    );
    return { ...placed, marks: [...(await this.marksFor(changes)), ...placed.marks] };
  }

  private async marksFor(changes: readonly RosterChange[]): Promise<readonly DirtyMark[]> {
    const marks = new Map<string, DirtyMark>();
    const topics = new Set<string>();
    // A network too wide to tell whose addresses lie in it. Not all there is to do: an account mapped
    // in the same breath has an owner that was never seen.
    if (changes.some((change) => change.kind === 'network' && !blocksOf(change.cidr)))
      for (const owner of await this.ports.state.owners())
        marks.set(`${owner}\n${ALL_WINDOWS}`, all(owner));
    for (const change of changes)
      for (const mark of await this.touchedBy(change, topics))
        marks.set(`${mark.owner}\n${mark.window}`, mark);
    const mentioning =
      topics.size > 0 ? await this.ports.state.shared.ownersMentioning([...topics]) : [];
    for (const owner of mentioning) marks.set(`${owner}\n${ALL_WINDOWS}`, all(owner));
    return [...marks.values()];
  }

  private async touchedBy(
    change: RosterChange,
    topics: Set<string>,
  ): Promise<readonly DirtyMark[]> {
    const { rosterKeys } = this.ports;
    switch (change.kind) {
      case 'account':
        return this.ofAccount(change.source, change.account, change.subjects);
      case 'student':
        return [all(subjectOwner(change.subject)), ...rosterKeys.ofStudent(change.subject)];
      case 'offering':
        topics.add(offeringTopic(change.offering));
        for (const { id } of this.ports.roster.meetingsOf(change.offering))
          topics.add(meetingTopic(id));
        return [...rosterKeys.classOf(change.offering), ...rosterKeys.studentsOf(change.offering)];
      case 'meeting':
        topics.add(meetingTopic(change.meeting));
        topics.add(offeringTopic(change.offering));
        return rosterKeys.classOf(change.offering);
      case 'enrolment':
        return this.ofEnrolment(change.subject, change.offering);
      case 'network':
        for (const block of blocksOf(change.cidr) ?? []) topics.add(blockTopic(block));
        return [];
      case 'source':
        topics.add(sourceTopic(change.source));
        return [];
      case 'other':
        return [];
      default:
        return unreachable(change);
    }
  }

  /** The students' own keys, and every shared key that the account's events lie in. */
  private async ofAccount(
    source: string,
    account: string,
    subjects: readonly string[],
  ): Promise<readonly DirtyMark[]> {
    const { loader, plan, pseudonym, localDay, rosterKeys } = this.ports;
    const marks = subjects.flatMap((subject) => [
      all(subjectOwner(subject)),
      ...rosterKeys.ofStudent(subject),
    ]);
    const shared = new Map<string, DirtyMark>();
    for await (const page of loader.account(source, account))
      for (const activity of await loader.decodeAll(page))
        for (const { kind, span } of plan.routesOf(activity.type)) {
          if (kind === 'subject') continue;
          const owner = ownerFor(kind, activity, undefined, pseudonym);
          if (owner === undefined) continue;
          const window = windowOf({ window: span }, activity.at, localDay);
          shared.set(`${owner}\n${window}`, { owner, window, forced: true });
        }
    return [...marks, ...shared.values()];
  }

  private async ofEnrolment(subject: string, offering: string): Promise<readonly DirtyMark[]> {
    const topics = [
      offeringTopic(offering),
      ...this.ports.roster.meetingsOf(offering).map(({ id }) => meetingTopic(id)),
    ];
    const mentioning = await this.ports.state.shared.ownersMentioning(topics);
    // Other students' own keys do not depend on who else is enrolled.
    const shared = mentioning.filter((owner) => !isSubjectOwner(owner));
    return [
      ...[subjectOwner(subject), ...shared, ...(await this.machinesOf(subject))].map(all),
      ...this.ports.rosterKeys.classOf(offering),
    ];
  }

  /** Devices and addresses on which the student's courses were worked: of how many, they ask. */
  private async machinesOf(subject: string): Promise<readonly Owner[]> {
    const { state, roster } = this.ports;
    const topics = roster.enrolmentsOf(subject).map(({ offering }) => offeringTopic(offering));
    const owners = topics.length > 0 ? await state.shared.ownersMentioning(topics) : [];
    return owners.filter((owner) => /^(device|address):/.test(owner));
  }
}
