import type { CaseFileInput } from '../case-file-input.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { Withheld } from '../verify/lines.js';
import { votesHidden } from './deliberation.js';
import { deliveryNotes, withoutDeliveryNotes } from './deliveries.js';
import type { DisclosedEvent, Disclosure } from './disclosure.js';
import { filesOfOthers } from './files-of-others.js';
import { only, without } from './members.js';
import { ownOnly } from './own-only.js';
import { PersonCodes } from './person-codes.js';
import { rawKey } from '../redaction/raw-text.js';
import { reachOf, whyNot } from './students-events.js';

/** Of a signal: what was found and on what, not how heavily it weighs or from where on it counts. */
const SIGNAL = ['id', 'detector', 'detectorVersion', 'violation', 'state', 'revision', 'events'];
const SIGNAL_TOO = ['reason', 'innocent', 'numbers', 'firstAt', 'lastAt'];

/**
 * The student's own file: own data, everything said to or by the student, and all evidence that the
 * notice or the decision rests on. Withheld: other people's data, witnesses of a delivery, who the officials are (role-coded),
 * working papers that nothing rests on, votes, and the detectors' weights and thresholds. An event
 * that holds both goes out as its leaf, with an extract of what the student may read.
 */
export const studentsOwn = (input: CaseFileInput): Disclosure => {
  const student = (input.events[0]?.data as { student?: string } | undefined)?.student ?? '';
  const reach = reachOf(input.events, student);
  const codes = new PersonCodes(input.events, student);
  const own = new Set(input.raw.filter((raw) => raw.own).map(rawKey));
  const reduced = (value: unknown): unknown => codes.coded(ownOnly(value, own));
  const withheld = new Map<string, Withheld>([
    ...input.events.flatMap((event) => withheldCopy(event, own, input.redacted)),
    ...[...filesOfOthers(input.events, student, (id) => input.vault.get(id)?.mediaType)].map(
      (vault) => [vault, 'third_party'] as const,
    ),
    ...input.events.flatMap(deliveryNotes).map((vault) => [vault, 'third_party'] as const),
  ]);
  const relied = new Set(
    input.events.flatMap((event) =>
      event.type === 'EvidenceAdded' && whyNot(event, reach) === undefined
        ? ((event.data as EvidenceData).signals ?? [])
        : [],
    ),
  );
  return {
    event: (event) => {
      const reason = whyNot(event, reach);
      return reason === undefined ? disclosed(event, reduced) : { kind: 'withheld', reason };
    },
    content: (vault) => withheld.get(vault),
    copy: (copy) => {
      const { signals, events } = copy as { signals: object[]; events: object[] };
      return reduced({
        signals: signals.filter((one) => isAbout(one, student)).map(signalShown),
        events: events.map((event) => without(event, 'raw')),
      });
    },
    view: (view) => reduced(viewShown(view as object, reach.attachments)),
    raw: (raw) => own.has(rawKey(raw)),
    signal: (data) => {
      const { id } = data as { id: string };
      return relied.has(id) ? reduced(signalShown(data as object)) : undefined;
    },
    internals: false,
  };
};

/** Evidence that linked cases share may hold signals of the others. */
const isAbout = (signal: object, student: string): boolean =>
  (signal as { subject?: string }).subject === student;

interface EvidenceData {
  readonly copy?: { readonly vault: string };
  readonly signals?: readonly string[];
  readonly events?: readonly { readonly source: string; readonly id: string }[];
}

/** The vault reference of a copy that holds signals or other people's events, and why it stays. */
const withheldCopy = (
  { type, data }: RecordedEvent,
  own: ReadonlySet<string>,
  redacted: CaseFileInput['redacted'],
): (readonly [string, Withheld])[] => {
  const { copy, signals = [], events = [] } = data as EvidenceData;
  if (type !== 'EvidenceAdded' || !copy) return [];
  if (events.some((ref) => !own.has(rawKey(ref)))) return [[copy.vault, 'third_party']];
  if (signals.length === 0) return [];
  return [[copy.vault, redacted.has(copy.vault) ? 'third_party' : 'detector']];
};

/** Whole where nothing has to be left out of it. */
const disclosed = (
  { type, data, metadata }: RecordedEvent,
  reduced: (value: unknown) => unknown,
): DisclosedEvent => {
  const shown = eventShown(type, data as object);
  const extract = { data: reduced(shown), metadata: actorAlone(metadata, reduced) };
  const same = (one: unknown, other: unknown): boolean =>
    JSON.stringify(one) === JSON.stringify(other);
  if (same(extract.data, data) && same(extract.metadata.actor, metadata.actor))
    return { kind: 'whole' };
  return { kind: 'withheld', reason: REASONS[type] ?? 'third_party', extract };
};

const REASONS: Readonly<Record<string, Withheld>> = {
  CaseFlagged: 'detector',
  CaseDecided: 'deliberation',
};

const actorAlone = (
  { at, actor }: RecordedEvent['metadata'],
  reduced: (value: unknown) => unknown,
): RecordedEvent['metadata'] => ({ at, actor: reduced(actor) as typeof actor });

/** What of an event is for the student, before persons and others' events are taken out. */
const eventShown = (type: string, data: object): object => {
  if (type === 'CaseDecided') return votesHidden(data) as object;
  if (type === 'EvidenceAdded') return without(data, 'shared', 'others');
  if (type !== 'CaseFlagged') return data;
  const { course } = data as { course?: object };
  return {
    ...only(data, 'by', 'at', 'id', 'family', 'student', 'violation', 'policyVersion'),
    ...(course && { course: only(course, 'offering', 'college', 'category', 'enrolled') }),
  };
};

const signalShown = (signal: object): object => {
  const shown = only(signal, ...SIGNAL, ...SIGNAL_TOO);
  const { numbers } = shown as { numbers?: readonly object[] };
  return numbers === undefined
    ? shown
    : { ...shown, numbers: numbers.map((one) => without(one, 'threshold')) };
};

interface View {
  readonly attachments?: readonly { readonly id: string }[];
  readonly evidence?: readonly object[];
}

/** `case.json` as the student's own view has it, with the attachments within reach. */
const viewShown = (view: object, attachments: ReadonlySet<string>): unknown => {
  const { attachments: all, evidence, ...rest } = view as View;
  const shown = all?.filter(({ id }) => attachments.has(id));
  return votesHidden(
    withoutDeliveryNotes({
      ...rest,
      ...(evidence && { evidence: evidence.map((item) => without(item, 'shared')) }),
      ...(shown && { attachments: shown }),
    }),
  );
};
