import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { notFound } from '../../../libs/platform/problem.js';
import { caseOfOutcome, OutcomeDesk } from './outcome-desk.js';
import { OutcomePresenter } from './outcome-presenter.js';

/** One message to the registry, with what the registry answered. */
export class GetOutcome extends Query<unknown> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetOutcome)
export class GetOutcomeHandler implements IQueryHandler<GetOutcome> {
  constructor(
    private readonly desk: OutcomeDesk,
    private readonly presenter: OutcomePresenter,
  ) {}

  async execute({ id }: GetOutcome): Promise<unknown> {
    const found = this.presenter.view(await this.desk.load(caseOfOutcome(id)), id);
    if (!found) throw notFound('this outcome');
    return found;
  }
}
