import { Controller, Headers, Inject, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { RosterLoader, type RosterOutcome } from '../../../libs/roster/roster-loader.js';
import { ROW_SCHEMAS } from '../../../libs/roster/roster-schemas.js';
import { readRosterBody, ROSTER_BODY_LIMIT } from './roster-body.js';

/** The tables, each a list of rows; unknown members of a row are ignored. */
const ROSTER_BODY = {
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(ROW_SCHEMAS).map(([table, items]) => [table, { type: 'array', items }]),
  ),
};

@ApiTags('roster')
@Controller('api/v1/roster')
export class RosterController {
  constructor(@Inject(RosterLoader) private readonly loader: RosterLoader) {}

  @Put()
  @Roles('admin', 'registrar', 'officer')
  @RouteConfig({ rawBody: true, bodyLimit: ROSTER_BODY_LIMIT })
  @ApiOperation({
    summary: 'Load reference data',
    description:
      'Upserts rows; any table and any member of a row may be left out, and leaving a row out ' +
      'removes nothing. A row that does not fit is rejected with its place, the others go on.',
  })
  @ApiBody({ schema: ROSTER_BODY as object })
  @ApiOkResponse({ description: 'Rows taken by table, and rows rejected' })
  async put(
    @Req() request: FastifyRequest,
    @Headers('content-type') mediaType: string | undefined,
    @Headers('content-encoding') encoding: string | undefined,
    @Caller() caller: Principal,
  ): Promise<RosterOutcome> {
    const body = await readRosterBody(request.body, mediaType, encoding);
    return this.loader.load(body, { role: caller.role, person: caller.name });
  }
}
