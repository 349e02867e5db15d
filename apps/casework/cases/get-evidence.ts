import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '../../../libs/platform/principal.js';
import { AccessLog } from '../access/access-log.js';
import { CasePresenter } from './case-presenter.js';
import { CaseReader } from './case-reader.js';
import { TextsShown } from './texts-shown.js';

/** The evidence of a case, excluded items included. */
export class GetEvidence extends Query<unknown> {
  constructor(
    readonly id: string,
    readonly caller: Principal,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetEvidence)
export class GetEvidenceHandler implements IQueryHandler<GetEvidence> {
  constructor(
    private readonly reader: CaseReader,
    private readonly presenter: CasePresenter,
    private readonly texts: TextsShown,
    private readonly log: AccessLog,
  ) {}

  async execute({ id, caller, asOf }: GetEvidence): Promise<unknown> {
    const { found, whole } = await this.reader.read(id, caller, asOf);
    await this.log.record(caller, { case: id, part: 'evidence', version: found.facts.version });
    const items = await this.presenter.evidence(found, caller);
    return { items: await this.texts.in(items, whole, caller) };
  }
}
