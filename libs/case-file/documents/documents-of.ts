import { evolve } from '../../cases/evolution/evolve.js';
import type { CaseEvent } from '../../cases/events.js';
import type { CaseState } from '../../cases/state.js';
import { fold } from '../../event-sourcing/decider.js';
import type { Files } from '../bag.js';
import type { CaseFileInput } from '../case-file-input.js';
import { caseDocuments } from './case-documents.js';
import { cover } from './cover/cover.js';
import { fileNames } from './file-names.js';
import { render } from './pdf/render.js';
import type { Listed } from './listed.js';

/** What a reader opens first. */
const COVER = '00-卷宗目录及摘要.pdf';

/**
 * The printable part of a case file: PDF/A documents by their path below `data/`. Depends on the
 * case's version and the profile only. A document that lacks what it must name is not printed.
 *
 * @param others the rest of the payload, which the cover lists
 */
export const documentsOf = async (input: CaseFileInput, others: Files): Promise<Files> => {
  const { documents: sources, events, profile, vault, timeZone, organization } = input;
  if (sources === undefined || others.size === 0) return new Map();
  const documents = caseDocuments({ events, profile, vault, sources, timeZone, organization });
  const names = fileNames(documents);
  const files = new Map<string, Uint8Array>();
  const listed: Listed[] = [];
  for (const document of documents) {
    const path = names.get(document.id) ?? document.id;
    const printed = document.print();
    if (!printed.ok) {
      listed.push({ document, path, printed: false, missing: printed.missing });
      continue;
    }
    const { bytes, pages } = await render(printed.paper);
    files.set(path, bytes);
    listed.push({ document, path, printed: true, pages });
  }
  const found = fold(evolve, undefined as CaseState, events as unknown as readonly CaseEvent[]);
  if (!found) return files;
  const front = await render(cover({ input, sources, found, listed, documents: files, others }));
  return new Map([[COVER, front.bytes], ...files]);
};
