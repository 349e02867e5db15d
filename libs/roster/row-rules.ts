import { boundOf, instantOf } from './instant.js';
import { canonicalCidr } from './network-table.js';
import { fault, type RowFault } from './rejection.js';
import type { AccountRow, OfferingRow, RosterTables, TableName } from './roster-rows.js';

/** Parts of an assessment scheme are basis points of the whole. */
const WHOLE = 10_000;

type Rule<Row> = (row: Row) => RowFault | undefined;

/** What a schema cannot say, table by table. Each answers the first fault. */
export const ROW_RULES: { readonly [T in TableName]?: Rule<RosterTables[T]> } = {
  students: ({ accounts }) => (accounts ? accountsFault(accounts) : undefined),
  offerings: (row) =>
    schemeFault(row) ??
    interval('/window', row.window?.from, row.window?.to, 'window_backward') ??
    duplicateIds('/videos', row.videos) ??
    duplicateIds('/assessments', row.assessments) ??
    duplicateIds('/discussions', row.discussions) ??
    first(row.assessments ?? [], (item, at) =>
      interval(`/assessments/${at}`, item.opensAt, item.closesAt, 'window_backward', 'closesAt'),
    ) ??
    first(row.exceptions ?? [], ({ from, to }, at) =>
      interval(`/exceptions/${at}`, asText(from), asText(to), 'validity_backward'),
    ),
  meetings: ({ startsAt, endsAt }) => interval('', startsAt, endsAt, 'window_backward', 'endsAt'),
  networks: ({ cidr }) =>
    canonicalCidr(cidr) === undefined
      ? fault('/cidr', 'bad_cidr', 'must be an IPv4 or IPv6 block such as 198.51.100.0/24')
      : undefined,
};

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

const first = <Item>(
  items: readonly Item[],
  check: (item: Item, at: number) => RowFault | undefined,
): RowFault | undefined => {
  for (const [at, item] of items.entries()) {
    const found = check(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
};

const schemeFault = ({ scheme }: OfferingRow): RowFault | undefined => {
  if (!scheme) return undefined;
  const sum = (scheme.process ?? 0) + (scheme.midterm ?? 0) + (scheme.final ?? 0);
  if (sum === WHOLE) return undefined;
  const message = `process, midterm and final must be ${WHOLE} basis points together, not ${sum}`;
  return fault('/scheme', 'scheme_sum', message);
};

/** Half-open: an end at or before the start holds nothing. */
const interval = (
  pointer: string,
  from: string | null | undefined,
  to: string | null | undefined,
  code: 'validity_backward' | 'window_backward',
  end = 'to',
): RowFault | undefined => {
  const start = boundOf(from);
  const stop = boundOf(to);
  if (start === null || stop === null || start < stop) return undefined;
  return fault(`${pointer}/${end}`, code, 'must be later than the beginning');
};

const duplicateIds = (
  pointer: string,
  items: readonly { readonly id: string }[] | null | undefined,
): RowFault | undefined => {
  const seen = new Set<string>();
  return first(items ?? [], ({ id }, at) => {
    if (seen.has(id)) return fault(`${pointer}/${at}/id`, 'duplicate_id', 'stands there twice');
    seen.add(id);
    return undefined;
  });
};

/** One account's intervals within one student must not overlap: that would be a typing error. */
const accountsFault = (accounts: readonly AccountRow[]): RowFault | undefined =>
  first(
    accounts,
    (row, at) =>
      interval(`/accounts/${at}`, row.from, row.to, 'validity_backward') ??
      (accounts.slice(0, at).some((other) => overlap(row, other))
        ? fault(`/accounts/${at}`, 'validity_overlap', 'the same account at the same time twice')
        : undefined),
  );

const overlap = (a: AccountRow, b: AccountRow): boolean =>
  a.source === b.source && a.account === b.account && begins(a) < ends(b) && begins(b) < ends(a);

const begins = (row: AccountRow): number => boundOf(row.from) ?? -Infinity;
const ends = (row: AccountRow): number => boundOf(row.to) ?? Infinity;

/** An instant of the right form that no calendar holds; the schema lets leap seconds through. */
export const isInstant = (text: string): boolean => instantOf(text) !== undefined;
