import { groupBy } from '../reading.js';
import type { Limits, SignInDay } from './day.js';

export interface DeviceHistory {
  /** Whether an id stands for one device: not where half of the class shares theirs, as models do. */
  readonly named: boolean;
  /** Whether the student signed in with this device once, nobody else ever, and with lasting ids otherwise known. */
  oneTime(member: Member): boolean;
  /** The student's sign-ins with other devices than this. */
  onOthers(member: Member): number;
  /** Whether it was borrowed now and then: few of the sign-ins of one who has another. */
  borrowed(member: Member): boolean;
}

interface Member {
  readonly subject: string;
  readonly device: string | undefined;
}

/**
 * Device ids over all the days of an offering, before and after alike, so that the order of arrival
 * makes no difference. Where many sign-ins of the class bear one-time ids the platform gives a new
 * id per session, and nothing can be read from them.
 */
export function deviceHistory(days: readonly SignInDay[], limit: Limits): DeviceHistory {
  const all = days.flatMap((day) => day.devices).filter(([, device]) => device !== '');
  const uses = new Map<string, number>();
  for (const [subject, device] of all) {
    const key = `${subject}\n${device}`;
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const students = groupBy(all, ([subject]) => subject);
  const settled = [...students].filter(([, own]) => own.length >= limit.fewestSignIns);
  // Judged over students, not sign-ins: a few with a new id each time do not hide themselves.
  const changing = settled.filter(([subject, own]) => {
    const once = own.filter(([, device]) => uses.get(`${subject}\n${device}`) === 1).length;
    return once > own.length / 2;
  });
  const lasting = settled.length > 0 && changing.length <= settled.length * limit.ephemeral;
  const users = groupBy(new Map(all.map((one) => [one.join('\n'), one])).values(), (one) => one[1]);
  const sharing = new Set(
    [...users.values()].flatMap((own) => (own.length > 1 ? own.map(([subject]) => subject) : [])),
  );
  const onOthers = ({ subject, device }: Member): number =>
    (students.get(subject) ?? []).filter(([, its]) => its !== device).length;
  return {
    onOthers,
    borrowed: (member) => {
      const all = students.get(member.subject)?.length ?? 0;
      return all - onOthers(member) < all * limit.pairShare;
    },
    named: students.size < limit.fewestSharing || sharing.size <= students.size * limit.sharing,
    oneTime: ({ subject, device }) =>
      lasting &&
      device !== undefined &&
      (students.get(subject)?.length ?? 0) >= limit.fewestSignIns &&
      // What several come to is no device made up for each: a ward's tablet, handed round.
      users.get(device)?.length === 1 &&
      uses.get(`${subject}\n${device}`) === 1,
  };
}
