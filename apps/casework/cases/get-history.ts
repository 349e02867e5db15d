import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '../../../libs/platform/principal.js';
import { AccessLog } from '../access/access-log.js';
import { CasePresenter } from './case-presenter.js';
import { CaseReader } from './case-reader.js';
import { TextsShown } from './texts-shown.js';

/** Everything that happened in a case, oldest first. */
export class GetHistory extends Query<unknown> {
  constructor(
    readonly id: string,
    readonly caller: Principal,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetHistory)
export class GetHistoryHandler implements IQueryHandler<GetHistory> {
  constructor(
    private readonly reader: CaseReader,
    private readonly presenter: CasePresenter,
    private readonly texts: TextsShown,
    private readonly log: AccessLog,
  ) {}

  async execute({ id, caller, asOf }: GetHistory): Promise<unknown> {
    const { found, history, whole } = await this.reader.read(id, caller, asOf);
    await this.log.record(caller, { case: id, part: 'history', version: found.facts.version });
    const items = await this.presenter.history(found, history, caller);
    return { items: await this.texts.in(items, whole, caller) };
  }
}
