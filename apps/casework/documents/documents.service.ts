import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  caseDocuments,
  type CaseDocument,
} from '../../../libs/case-file/documents/case-documents.js';
import { render } from '../../../libs/case-file/documents/pdf/render.js';
import { printedCheckpoints } from '../../../libs/case-file/documents/printed-checkpoints.js';
import { checkpointCode } from '../../../libs/case-file/log/checkpoint.js';
import { SignedCheckpoints } from '../../../libs/case-file/log/checkpoints.js';
import { MerkleLog } from '../../../libs/case-file/log/merkle-log.js';
import type { MerkleNodes } from '../../../libs/case-file/log/merkle-nodes.js';
import type { SigningKey } from '../../../libs/case-file/log/signing-key.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor, type RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE, MERKLE_NODES } from '../../../libs/platform/tokens.js';
import { AccessLog } from '../access/access-log.js';
import { CaseReader, type CaseRead } from '../cases/case-reader.js';
import { instantIn } from '../cases/reveal.js';
import { TextsShown } from '../cases/texts-shown.js';
import { SIGNING_KEY } from '../case-file/key-register.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { incomplete, listedDocument, READERS } from './listed-document.js';
import { ReferenceReader } from './reference-reader.js';

export interface DocumentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The documents of a case as PDF/A, for those who may read the case; each reading is logged. */
@Injectable()
export class DocumentsService {
  private readonly log: MerkleLog;
  private readonly checkpoints: SignedCheckpoints;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(MERKLE_NODES) nodes: MerkleNodes,
    @Inject(SIGNING_KEY) key: SigningKey,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
    private readonly reader: CaseReader,
    private readonly texts: TextsShown,
    private readonly references: ReferenceReader,
    private readonly access: AccessLog,
  ) {
    this.log = new MerkleLog(store, nodes);
    this.checkpoints = new SignedCheckpoints(store, this.log, key);
  }

  /** What may be printed, and by name what an incomplete document lacks. Oldest first. */
  async list(id: string, caller: Principal, asOf?: string): Promise<readonly object[]> {
    const { found, ...read } = await this.reader.read(id, caller, asOf);
    const documents = await this.documentsIn(read, caller, new Map());
    await this.access.record(caller, { case: id, part: 'document', version: found.facts.version });
    const stamp = instantIn(this.installation.zone);
    return documents.map((document) => listedDocument(id, document, stamp));
  }

  /**
   * @param name a document's id (`notice-2`), or its name (`notice`) for the newest of that name
   * @throws Problem 404 for none of that name, 422 `document_incomplete` for one that lacks something
   */
  async print(id: string, name: string, caller: Principal, asOf?: string): Promise<DocumentFile> {
    const { found, ...read } = await this.reader.read(id, caller, asOf);
    const { history } = read;
    const named = (documents: readonly CaseDocument[]): CaseDocument | undefined =>
      documents.findLast((one) => one.id === name || one.document === name);
    const wanted = named(await this.documentsIn(read, caller, new Map()));
    if (!wanted) throw notFound('this document');
    if (!wanted.print().ok) throw incomplete(wanted);
    const codes = await this.codes(history.filter(({ version }) => version === wanted.version));
    const printed = named(await this.documentsIn(read, caller, codes))?.print();
    if (!printed?.ok) throw incomplete(wanted);
    const { bytes } = await render(printed.paper);
    const { version } = found.facts;
    await this.access.record(caller, { case: id, part: 'document', document: wanted.id, version });
    return { name: `${id}-${wanted.id}.pdf`, bytes };
  }

  private async documentsIn(
    { history: events, whole }: Omit<CaseRead, 'found'>,
    caller: Principal,
    codes: ReadonlyMap<number, string>,
  ): Promise<readonly CaseDocument[]> {
    const profile = READERS[caller.role] ?? 'panel';
    return caseDocuments({
      events,
      profile,
      vault: await this.texts.contents(whole, profile),
      sources: { reference: await this.references.of(events), codes },
      timeZone: this.installation.zone,
      organization: this.installation.organization,
    });
  }

  /** A checkpoint is signed where none covers the document yet: what is served carries its code. */
  private async codes(events: readonly RecordedEvent[]): Promise<ReadonlyMap<number, string>> {
    const { log, checkpoints } = this;
    const at = new Date(this.clock.now()).toISOString();
    const event = { id: randomUUID(), metadata: { at, actor: systemActor('documents') } };
    const printed = await printedCheckpoints({ log, checkpoints }, events, event);
    return new Map([...printed].map(([version, one]) => [version, checkpointCode(one)]));
  }
}
