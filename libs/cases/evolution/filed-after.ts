import type { CaseEvent } from '../events.js';
import type { CaseFacts, FiledEntry } from '../state.js';
import type { Stage } from '../stage.js';

type Filed = readonly FiledEntry[];

/**
 * The entries in the student's file. Each outlives the decision that it records: once that no longer
 * stands, it has to go. `before` is the stage the event happened in.
 */
export const filedAfter = (facts: CaseFacts, event: CaseEvent, before: Stage): Filed => {
  const { filed, decisions } = facts;
  switch (event.type) {
    case 'ExecutionFiled':
      return 'decision' in before
        ? [...replaced(filed, event.data), entryOf(before, decisions, event.data.fileReference)]
        : filed;
    case 'SanctionStarted': {
      const { from, until } = event.data;
      return latest(filed, (entry) => ({ ...entry, from, until }));
    }
    case 'LiftingFiled':
      return 'lifting' in before
        ? latest(filed, (entry) => ({
            ...entry,
            lifting: { decidedAt: before.lifting.at, fileReference: event.data.fileReference },
          }))
        : filed;
    case 'CaseDecided':
      return event.data.outcome === 'grade_void' ? filed : revoked(filed, event.data.at);
    case 'ProvincialAppealDecided':
      return event.data.result === 'revoke' ? revoked(filed, event.data.at) : filed;
    case 'CaseDismissed':
      return revoked(filed, event.data.at);
    // A decision that replaces another does so once it is final; until then the former stands.
    case 'CaseFinal':
      return revoked(filed, event.data.at, ({ decision }) => decision !== decisions);
    case 'FileEntryWithdrawn':
      return filed.map((entry) =>
        isToGo(entry) ? { ...entry, withdrawalReference: event.data.fileReference } : entry,
      );
    default:
      return filed;
  }
};

/** The entry's decision stands no more, and nobody has taken it out. */
export const isToGo = ({ revokedAt, withdrawalReference }: FiledEntry): boolean =>
  revokedAt !== undefined && withdrawalReference === undefined;

const entryOf = (
  { decision: { at, level } }: Extract<Stage, { readonly decision: unknown }>,
  decision: number,
  fileReference: string,
): FiledEntry => ({
  ...{ decision, decidedAt: at, fileReference },
  ...(level !== undefined && { level }),
});

/** The entry of a later decision takes the place of what was entered before. */
const replaced = (
  filed: Filed,
  { at, fileReference }: { readonly at: number; readonly fileReference: string },
): Filed =>
  revoked(filed, at).map((entry) =>
    isToGo(entry) ? { ...entry, withdrawalReference: fileReference } : entry,
  );

const revoked = (
  filed: Filed,
  at: number,
  which: (entry: FiledEntry) => boolean = () => true,
): Filed =>
  filed.map((entry) =>
    entry.revokedAt === undefined && which(entry) ? { ...entry, revokedAt: at } : entry,
  );

const latest = (filed: Filed, change: (entry: FiledEntry) => FiledEntry): Filed =>
  filed.map((entry, index) => (index === filed.length - 1 ? change(entry) : entry));
