import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS } from '../../../libs/activity/intake/limits.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { problemResponse } from '../../../libs/platform/http/openapi-answers.js';
import { Problem } from '../../../libs/platform/problem.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { SETTINGS } from '../../../libs/platform/tokens.js';
import { SourceDirectory } from '../sources/source-directory.js';
import { EVENT_BODY, RECEIPT } from './event-body.js';
import { deliveryOf } from './delivery.js';
import { IntakeService } from './intake.service.js';
import type { Receipt } from './store-taken.js';

/** Learning events in: CloudEvents 1.0, structured, batch or binary, gzip allowed. */
@ApiTags('events')
@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly intake: IntakeService,
    private readonly sources: SourceDirectory,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Answers after the accepted events are on disk. Any call may be repeated. */
  @Post()
  @Roles('vendor')
  @RouteConfig({ rawBody: true, bodyLimit: LIMITS.bodyBytes })
  @ApiConsumes('application/cloudevents-batch+json', 'application/cloudevents+json')
  @ApiBody({ schema: EVENT_BODY as object })
  @ApiResponse({ status: 202, description: 'on disk', schema: RECEIPT as object })
  @ApiResponse({
    ...problemResponse('the same members in a problem: nothing was accepted'),
    status: 422,
  })
  async take(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() { name: source }: Principal,
  ): Promise<void> {
    if (!this.settings.dev && !this.sources.get(source))
      throw new Problem(403, 'source_not_registered', 'an admin has to register this source first');
    const receipt = await this.intake.take(await deliveryOf(request), source);
    if (receipt.accepted + receipt.duplicates === 0) throw refusalOf(receipt);
    await reply.status(202).send(bodyOf(receipt));
  }
}

/** Nothing was taken in: the receipt all the same, as a problem. */
const refusalOf = (receipt: Receipt): Problem => {
  const { rejected } = receipt;
  if (rejected.length > 0 && rejected.every(({ code }) => code === 'foreign_source'))
    return new Problem(403, 'foreign_source', 'every event of this batch is of another source', {
      pointer: '/source',
    });
  const detail = 'no event of this delivery was accepted; the list says why';
  return new Problem(422, 'nothing_accepted', detail, { members: bodyOf(receipt) });
};

const bodyOf = ({ accepted, duplicates, rejected }: Receipt) => ({
  accepted,
  duplicates,
  rejected: rejected.map(({ index, id, code, message, pointer }) => ({
    index,
    id: id ?? null,
    code,
    message,
    pointer,
  })),
});
