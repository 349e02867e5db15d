import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { mapped, without } from './members.js';

interface Handover {
  readonly whyNotFormer?: { readonly vault: string };
  readonly proof?: {
    readonly text?: { readonly vault: string };
    readonly witnesses?: readonly { readonly vault: string }[];
  };
}

/**
 * Vault references of what was noted about a delivery: its witnesses, and words that may name whoever
 * stood beside. The printed record withholds the same from the student.
 */
export const deliveryNotes = ({ type, data }: RecordedEvent): readonly string[] => {
  if (type !== 'DeliveryRecorded') return [];
  const { whyNotFormer, proof } = data as Handover;
  const refs = [whyNotFormer, proof?.text, ...(proof?.witnesses ?? [])];
  return refs.flatMap((ref) => ref?.vault ?? []);
};

/** A view, or an event's data as shown, without these notes; what was delivered how and when stays. */
export const withoutDeliveryNotes = (value: unknown): unknown =>
  mapped(value, (inner) => (isHandover(inner) ? noted(inner) : inner));

const noted = (handover: object & { readonly proof: object }): object => ({
  ...without(handover, 'whyNotFormer'),
  proof: without(handover.proof, 'text', 'witnesses'),
});

/** Told by its members: a view has deliveries in its list and in its stages. */
const isHandover = (value: unknown): value is object & { readonly proof: object } =>
  typeof value === 'object' &&
  value !== null &&
  'deliveredAt' in value &&
  'proof' in value &&
  typeof value.proof === 'object' &&
  value.proof !== null;
