import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { VAULT } from '../../../libs/platform/tokens.js';
import { AccessLog } from '../access/access-log.js';
import { attachmentsFor, mayOpen } from '../cases/attachments-for.js';
import { CaseReader } from '../cases/case-reader.js';
import { TextsShown } from '../cases/texts-shown.js';

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
    private readonly texts: TextsShown,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  async execute({ caseId, id, caller }: GetAttachment): Promise<AttachmentFile> {
    const { found, history } = await this.reader.read(caseId, caller);
    const { version } = found.facts;
    const attachments = attachmentsFor(caller, found, history);
    const named = attachments.find((one) => one.id === id);
    const content = named && mayOpen(caller, found, history, named) ? named.content : undefined;
    const entries =
      content && caller.role === 'student'
        ? await this.texts.contents(history, 'student')
        : await this.vault.get(content ? [content.vault] : []);
    const entry = content && entries.get(content.vault);
    if (!entry) throw notFound('this attachment');
    await this.log.record(caller, { case: caseId, part: 'attachment', version });
    return entry;
  }
}
