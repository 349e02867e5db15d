import { readFile } from 'node:fs/promises';
import { VIOLATIONS, type Violation } from '../../../libs/detection/violation.js';
import {
  WrongEvents,
  type StudentOffering,
  type TrueCase,
} from '../../../libs/detection/evaluation/judged-term.js';
import { Usage } from '../client/api-client.js';

export interface LabelsFile {
  readonly truth: readonly TrueCase[];
  readonly wrong: WrongEvents;
  readonly honestTraits: Readonly<Record<string, readonly string[]>>;
}

/**
 * `labels.json` as `probity simulate` writes it: `cases` and, optional, `honestTraits`. Of a case
 * `student`, `offering` and `violation` are needed; events are `source id` or `{source, id}`.
 *
 * @throws Usage where it is none
 */
export const readLabels = async (path: string): Promise<LabelsFile> => {
  const { cases, honestTraits = {} } = await readObject(path);
  if (!Array.isArray(cases)) throw new Usage(`${path}: "cases" must be a list`);
  if (!isObject(honestTraits)) throw new Usage(`${path}: "honestTraits" must be an object`);
  const truth = cases.map((one: unknown, at) => caseOf(one, `${path}: cases/${String(at)}`));
  const events = cases.map((one: unknown) => (isObject(one) ? texts(one['events']) : []));
  return {
    truth,
    wrong: new WrongEvents(truth.map((one, at) => ({ ...one, events: events[at] ?? [] }))),
    honestTraits: Object.fromEntries(
      Object.entries(honestTraits).map(([student, traits]) => [student, texts(traits)]),
    ),
  };
};

/** Who was enrolled in what, from a roster file of the contract. */
export const readEnrolments = async (path: string): Promise<readonly StudentOffering[]> => {
  const { enrolments } = await readObject(path);
  if (!Array.isArray(enrolments)) throw new Usage(`${path}: "enrolments" must be a list`);
  return enrolments.flatMap((row: unknown) => {
    const { student, offering } = isObject(row) ? row : {};
    return typeof student === 'string' && typeof offering === 'string'
      ? [{ student, offering }]
      : [];
  });
};

const caseOf = (row: unknown, where: string): TrueCase => {
  if (!isObject(row)) throw new Usage(`${where} must be an object`);
  const needed = (name: string): string => {
    const value = row[name];
    if (typeof value !== 'string') throw new Usage(`${where}: "${name}" must be a text`);
    return value;
  };
  const word = (name: string): string => (typeof row[name] === 'string' ? row[name] : 'unknown');
  const kinds = [needed('violation'), ...texts(row['also'])].map((name) => {
    const kind = VIOLATIONS.find((known) => known === name);
    if (!kind) throw new Usage(`${where}: there is no violation "${name}"`);
    return kind;
  });
  const [violation, ...also] = kinds as [Violation, ...Violation[]];
  const since = Date.parse(word('since'));
  return {
    ...{ student: needed('student'), offering: needed('offering') },
    violation,
    ...(also.length > 0 && { also }),
    ...{ family: word('family'), effort: word('effort'), part: word('part') },
    ...(Number.isNaN(since) ? {} : { since }),
  };
};

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((one) => {
    if (typeof one === 'string') return [one];
    return isObject(one) ? [`${String(one['source'])} ${String(one['id'])}`] : [];
  });

const readObject = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
  const text = await readFile(path, 'utf8');
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Usage(`${path} is no JSON`);
  }
  if (!isObject(read)) throw new Usage(`${path} must hold an object`);
  return read;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
