import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { VAULT } from '../../../libs/platform/tokens.js';
import { AccessLog } from '../access/access-log.js';
import { CaseReader } from '../cases/case-reader.js';

export interface AttachmentFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An attachment's bytes, for whoever may read the case. */
export class GetAttachment extends Query<AttachmentFile> {
  constructor(
    readonly caseId: string,
    readonly id: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetAttachment)
export class GetAttachmentHandler implements IQueryHandler<GetAttachment> {
  constructor(
    private readonly reader: CaseReader,
    private readonly log: AccessLog,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ caseId, id, caller }: GetAttachment): Promise<AttachmentFile> {
    const { found } = await this.reader.read(caseId, caller);
    const { attachments, version } = found.facts;
    const content = attachments.find((one) => one.id === id)?.content;
    const entry = content && (await this.vault.get([content.vault])).get(content.vault);
    if (!entry) throw notFound('this attachment');
    await this.log.record(caller, { case: caseId, part: 'attachment', version });
    return entry;
  }
}
