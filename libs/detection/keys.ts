import type { Activity } from '../activity/activity.js';
import type { RosterView, SubjectId } from '../roster/roster-view.js';
import type { KeyKind } from './detector.js';

/** Keyed hash that stands for an account, an address or a device wherever something is kept (law 8). */
export type Pseudonym = (kind: 'account' | 'address' | 'device', value: string) => string;

/**
 * Whose events lie together: `subject:<id>` serves the keys `student` and `student+offering`, any
 * other key is its own owner. `meeting:<id>`, `assessment:<offering>/<activity>`,
 * `offering:<id>`, `course:<group>`, `device:<pseudonym>`, `address:<pseudonym>`.
 */
export type Owner = string;

/** The key's text: the kind, a colon, and what identifies it within the kind. */
export type DetectionKey = string;

export const subjectOwner = (subject: SubjectId): Owner => `subject:${subject}`;

export const isSubjectOwner = (owner: Owner): boolean => owner.startsWith('subject:');

/** The student behind an owner of kind `subject`. */
export const subjectOfOwner = (owner: Owner): SubjectId => owner.slice('subject:'.length);

/** Where an event lies for a kind; undefined when it lacks what the key is made of. */
export const ownerFor = (
  kind: KeyKind,
  activity: Activity,
  subject: SubjectId | undefined,
  pseudonym: Pseudonym,
): Owner | undefined => {
  const { data } = activity;
  switch (kind) {
    case 'student':
    case 'student+offering':
      return subject === undefined ? undefined : subjectOwner(subject);
    case 'device':
      return wrap('device', text(data.client?.deviceId), (id) => pseudonym('device', id));
    case 'address':
      return wrap('address', text(data.client?.ip), (ip) => pseudonym('address', ip));
    case 'meeting':
      return wrap('meeting', text(data['meeting']));
    case 'assessment':
      return wrap('assessment', text(data.offering), (id) =>
        text(data.activity) === undefined ? undefined : `${id}/${data.activity}`,
      );
    case 'offering':
      return wrap('offering', text(data.offering));
    case 'course':
      // Which offerings are one course the roster says, and it may change: measured by student.
      return undefined;
  }
};

/**
 * The offerings that write one paper (art. 20): the roster's group. One without a group is a course
 * by itself; no group's name begins like that.
 */
const courseOf = (offering: string, roster: Offerings): string =>
  roster.offering(offering)?.group ?? `|${offering}`;

type Offerings = Pick<RosterView, 'offering'>;

/** Whether an event's owner of that kind changes with its offering. */
export const restsOnOffering = (kind: KeyKind): boolean =>
  kind === 'offering' || kind === 'assessment';

/** The key of an event for a detector of `kind`, or undefined when the event has none. */
export const keyFor = (
  kind: KeyKind,
  activity: Activity,
  owner: Owner,
  roster: Offerings,
): DetectionKey | undefined => {
  if (kind === 'student') return `student:${subjectOfOwner(owner)}`;
  const offering = text(activity.data.offering);
  if (kind === 'course') return wrap('course', offering, (id) => courseOf(id, roster));
  // A key of many students, measured student by student: never of a device or an address.
  if (kind !== 'student+offering')
    return isSubjectOwner(owner) ? ownerFor(kind, activity, undefined, unnamed) : owner;
  return offering === undefined
    ? undefined
    : `student+offering:${subjectOfOwner(owner)}|${offering}`;
};

/** The key that an owner itself is: of a student the key `student`. */
export const ownKeyOf = (owner: Owner): DetectionKey =>
  isSubjectOwner(owner) ? `student:${subjectOfOwner(owner)}` : owner;

/** The owner whose events a key is judged on. */
export const ownerOfKey = (key: DetectionKey): Owner => {
  if (key.startsWith('student:')) return subjectOwner(key.slice('student:'.length));
  if (!key.startsWith('student+offering:')) return key;
  const rest = key.slice('student+offering:'.length);
  return subjectOwner(rest.slice(0, rest.indexOf('|')));
};

const unnamed: Pseudonym = (kind) => {
  throw new Error(`no key of kind ${kind} is made of a student's events`);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const wrap = (
  kind: string,
  value: string | undefined,
  form: (value: string) => string | undefined = (same) => same,
): Owner | undefined => {
  const formed = value === undefined ? undefined : form(value);
  return formed === undefined ? undefined : `${kind}:${formed}`;
};
