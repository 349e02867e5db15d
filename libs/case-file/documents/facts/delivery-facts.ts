import type { DeliveredDocument, DeliveryMethod } from '../../../cases/documents.js';
import type { CaseEventOf } from '../../../cases/events.js';
import { headOf, textOf, textOrErased, type Head, type Printing } from './printing.js';

const WITHHELD = '（涉及第三人，本版本不载）';

export interface DeliveryFacts extends Head {
  readonly document: DeliveredDocument;
  readonly method: DeliveryMethod;
  readonly delivered: boolean;
  /** Milliseconds. */
  readonly deliveredAt: number;
  readonly whyNotFormer?: string;
  readonly proof: {
    readonly attachment?: { readonly id: string; readonly title: string };
    readonly text?: string;
    readonly witnesses: readonly string[];
  };
  readonly deliveredBy: string;
}

export const deliveryFacts = (printing: Printing): DeliveryFacts => {
  const { data } = printing.event as CaseEventOf<'DeliveryRecorded'>;
  const { document, method, delivered, deliveredAt, whyNotFormer, proof } = data;
  const why = textOf(printing, whyNotFormer);
  const file = printing.found.facts.attachments.find(({ id }) => id === proof.attachment);
  return {
    ...headOf(printing),
    document,
    method,
    delivered,
    deliveredAt,
    ...(why === undefined ? {} : { whyNotFormer: guarded(printing, why) }),
    proof: {
      ...(file && {
        attachment: { id: file.id, title: guarded(printing, textOrErased(printing, file.title)) },
      }),
      ...(proof.text && { text: guarded(printing, textOrErased(printing, proof.text)) }),
      witnesses: (proof.witnesses ?? []).map((witness, at) =>
        printing.thirdParties ? textOrErased(printing, witness) : `见证人${String(at + 1)}`,
      ),
    },
    deliveredBy: printing.people.nameOf(data.by),
  };
};

/** A note of how it was handed over may name whoever stood beside. */
const guarded = ({ thirdParties }: Printing, text: string): string =>
  thirdParties ? text : WITHHELD;
