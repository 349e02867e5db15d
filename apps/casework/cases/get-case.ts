import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '../../../libs/platform/principal.js';
import { AccessLog } from '../access/access-log.js';
import { CasePresenter } from './case-presenter.js';
import { CaseReader } from './case-reader.js';
import { TextsShown } from './texts-shown.js';

/** A case as it stands, or as it stood. */
export class GetCase extends Query<unknown> {
  constructor(
    readonly id: string,
    readonly caller: Principal,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(
    private readonly reader: CaseReader,
    private readonly presenter: CasePresenter,
    private readonly texts: TextsShown,
    private readonly log: AccessLog,
  ) {}

  async execute({ id, caller, asOf }: GetCase): Promise<unknown> {
    const { found, whole } = await this.reader.read(id, caller, asOf);
    await this.log.record(caller, { case: id, part: 'case', version: found.facts.version });
    return this.texts.in(await this.presenter.view(found, caller), whole, caller);
  }
}
