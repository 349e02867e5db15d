import { groupBy, known } from '../reading.js';
import type { Limits, PhotoSignIn } from './day.js';

/** What came back of one student's pictures. */
export interface Reuse {
  /** Sign-ins with a file that was the student's own at an earlier meeting, that one included. */
  readonly again: readonly PhotoSignIn[];
  /** Sign-ins with a file that another account sent as well. */
  readonly shared: readonly PhotoSignIn[];
  /** Accounts that sent one of those files, the student's included. */
  readonly accounts: number;
}

/** By student; whoever sends new pictures only is left out. */
export function reusesOf(all: readonly PhotoSignIn[], limit: Limits): ReadonlyMap<string, Reuse> {
  const students = groupBy(all, ({ subject }) => subject);
  const common = Math.max(limit.fewestCommon, limit.commonShare * students.size);
  const photos = new Map(
    [...groupBy(all, ({ photo }) => photo)].filter(([, uses]) => accountsOf(uses) < common),
  );
  const again = new Map([...students].map(([subject, own]) => [subject, againOf(own, photos)]));
  const resending = [...again.values()].filter((own) => own.length > 0).length;
  // One who shares sends new files each time; an app that sends the last one does so for many.
  const app = resending >= Math.max(limit.fewestCommon, limit.resendingShare * students.size);
  return new Map(
    [...students].flatMap(([subject, own]): [string, Reuse][] => {
      const shared = own.filter(({ photo }) => accountsOf(photos.get(photo) ?? []) > 1);
      const repeated = app ? [] : known(again.get(subject));
      if (shared.length === 0 && repeated.length === 0) return [];
      const accounts = Math.max(
        1,
        ...shared.map(({ photo }) => accountsOf(known(photos.get(photo)))),
      );
      return [[subject, { again: repeated, shared, accounts }]];
    }),
  );
}

const accountsOf = (uses: readonly PhotoSignIn[]): number =>
  new Set(uses.map(({ subject }) => subject)).size;

/** The sign-ins at several meetings with the file that came back most often. */
function againOf(
  own: readonly PhotoSignIn[],
  photos: ReadonlyMap<string, unknown>,
): readonly PhotoSignIn[] {
  const files = [...groupBy(own, ({ photo }) => photo).values()].filter(
    (uses) => uses.length > 1 && photos.has(known(uses[0]).photo),
  );
  return files.reduce<readonly PhotoSignIn[]>((a, b) => (b.length > a.length ? b : a), []);
}
