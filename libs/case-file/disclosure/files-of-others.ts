import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';

interface Attached {
  readonly id: string;
  readonly content: { readonly vault: string };
  readonly thirdParty?: true;
}

interface Added {
  readonly shared?: object;
  readonly copy?: { readonly vault: string };
}

/** What the student said, on paper too: a paper of one's own is never somebody else's. */
const SAID: ReadonlySet<string> = new Set([
  ...['StatementFiled', 'DefenceWaived', 'ObjectionFiled', 'AppealFiled'],
  ...['ProvincialAppealFiled', 'DeliveryConsentRecorded'],
]);

/**
 * Vault references of files that stay with the case although the student may know of them: those attached
 * as holding other persons' data, and files of a linked case, which was another person's. No program can
 * hide names in a scan or a recording. Texts and copies of records are hidden in by themselves.
 *
 * @param mediaTypeOf by vault reference; undefined where it was erased
 */
export const filesOfOthers = (
  events: readonly RecordedEvent[],
  student: string,
  mediaTypeOf: (vault: string) => string | undefined,
): ReadonlySet<string> => {
  const papers = new Set(events.filter(({ type }) => SAID.has(type)).flatMap(attachmentsIn));
  const files = new Set<string>();
  for (const { type, data } of events) {
    const { id, content, thirdParty } = data as Attached;
    const own = papers.has(id) || (data as { readonly by?: string }).by === student;
    if (type === 'AttachmentAdded' && thirdParty && !own) files.add(content.vault);
    const { shared, copy } = data as Added;
    if (type === 'EvidenceAdded' && shared && copy && !isReadable(mediaTypeOf(copy.vault)))
      files.add(copy.vault);
  }
  return files;
};

const isReadable = (mediaType = 'text/plain'): boolean =>
  mediaType.startsWith('text/plain') || mediaType === 'application/json';

const attachmentsIn = ({ data }: RecordedEvent): readonly string[] => {
  const {
    attachment,
    attachments = [],
    paper,
  } = data as {
    readonly attachment?: string;
    readonly attachments?: readonly string[];
    readonly paper?: { readonly attachment: string };
  };
  return [attachment, paper?.attachment, ...attachments].filter((id) => id !== undefined);
};
