import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import { ownerOf } from '../../../libs/cases/state.js';
import { idempotencyOf } from '../../../libs/platform/http/idempotency.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { ROSTER, VAULT } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CaseReader } from '../cases/case-reader.js';
import { sha256 } from '../cases/reveal.js';
import { problemOf } from '../commands/refusal-problem.js';
import { TEXT_TYPE } from '../commands/translate.js';
import { KINDS_TAKEN, mediaTypeOf } from './media-type.js';
import type { Upload } from './read-upload.js';

export interface AttachmentAnswer {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

/** A file becomes usable in the case: as evidence, as proof, as a student's paper. */
export class AddAttachment extends Command<AttachmentAnswer> {
  constructor(
    readonly caseId: string,
    readonly upload: Upload,
    readonly caller: Principal,
    readonly idempotencyKey: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(AddAttachment)
export class AddAttachmentHandler implements ICommandHandler<AddAttachment> {
  constructor(
    private readonly desk: CaseDesk,
    private readonly reader: CaseReader,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  async execute({
    caseId,
    upload,
    caller,
    idempotencyKey,
  }: AddAttachment): Promise<AttachmentAnswer> {
    const { found } = await this.reader.read(caseId, caller);
    const { bytes } = upload;
    const mediaType = takenAs(bytes);
    const { role, name } = caller;
    const person = role === 'student' ? (this.roster.subjectOf(name) ?? '') : name;
    const actor = { role, person };
    const owner = ownerOf(found.facts);
    const [title, content] = (await this.vault.put([
      { owner, mediaType: TEXT_TYPE, bytes: new TextEncoder().encode(upload.title) },
      { owner, mediaType, bytes },
    ])) as [VaultRef, VaultRef];
    const command = {
      type: 'attach' as const,
      actor,
      now: this.desk.now(),
      data: { title, content, mediaType, ...(upload.thirdParty && { thirdParty: true as const }) },
    };
    const hash = sha256(bytes);
    const { thirdParty } = upload;
    const route = `POST /api/v1/cases/${caseId}/attachments`;
    const body = { title: upload.title, sha256: hash, thirdParty };
    const outcome = await this.desk.run(caseId, [command], {
      metadata: { actor, ...idempotencyOf(idempotencyKey, caller, route, body) },
    });
    if (!outcome.ok) throw problemOf(outcome);
    // The state is that after this very upload, the first one's where it was sent again.
    const added = outcome.state?.facts.attachments.at(-1);
    return { id: added?.id ?? '', sha256: hash, size: bytes.length, mediaType };
  }
}

const takenAs = (bytes: Uint8Array): string => {
  const found = mediaTypeOf(bytes);
  if (found.taken) return found.type;
  const detail = `this file is not taken: ${found.why}. Taken are ${KINDS_TAKEN}`;
  throw new Problem(415, 'unsupported_media_type', detail, { pointer: '/file' });
};
