import type { EventRef } from '../detection/signal.js';
import { isBlank, type Text } from './text.js';

export const SOURCE_CLASSES = [
  'telemetry',
  'exam_log',
  'vendor_report',
  'statement',
  'document',
  'interview',
] as const;

export type SourceClass = (typeof SOURCE_CLASSES)[number];
export type Bearing = 'inculpatory' | 'exculpatory' | 'neutral';

export interface NewEvidence {
  readonly sourceClass: SourceClass;
  readonly title: Text;
  readonly text?: Text;
  readonly events: readonly EventRef[];
  readonly signals: readonly string[];
  /** Id of an attachment of this case. */
  readonly attachment?: string;
  readonly bearing: Bearing;
  /** Of a linked case: the same copy, by reference and hash. Each case has a finding of its own. */
  readonly shared?: { readonly case: string; readonly evidence: string };
  /**
   * Subject ids of other students whose accounts the cited events are of, by the roster when the item
   * entered. Absent where there are none.
   */
  readonly others?: readonly string[];
  /** The item as copied into the case when it entered: raw events, signals, text or file. */
  readonly copy: Text;
}

/** Evidence is never removed, only excluded with a reason, and stays listed. `E-001`, `E-002`, … */
export interface Evidence extends NewEvidence {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly excluded?: { readonly reason: Text; readonly by: string; readonly at: number };
  readonly reaffirmed?: { readonly reason: Text; readonly by: string; readonly at: number };
}

/** Whether an item holds anything beside its title: what is empty proves nothing. */
export const hasContent = ({ text, events, signals, attachment, shared }: NewEvidence): boolean =>
  !isBlank(text) ||
  events.length > 0 ||
  signals.length > 0 ||
  attachment !== undefined ||
  shared !== undefined;

/** `A-001`, `A-002`, … */
export interface Attachment {
  readonly id: string;
  readonly title: Text;
  readonly content: Text;
  readonly mediaType: string;
  /** It holds data of other persons, says whoever attached it: not for the student's eyes. */
  readonly thirdParty?: true;
  readonly by: string;
  readonly at: number;
}
