import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { randomUUID } from 'node:crypto';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import { obstaclesTo, type Obstacle } from '../../../libs/retention/obstacles.js';
import { SCHEDULE } from '../../../libs/retention/schedule.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { PersonStanding } from './person-standing.js';
import { RetentionDesk } from './retention-desk.js';
import { HoldReason, RequestErasure } from './retention.dto.js';
import { RetentionView } from './retention-view.js';

/** What is kept for how long, what is held, and the erasure of one person's data. */
@ApiTags('retention')
@Controller('api/v1')
@Roles('admin', 'auditor')
export class RetentionController {
  constructor(
    private readonly desk: RetentionDesk,
    private readonly standing: PersonStanding,
    private readonly view: RetentionView,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  @Get('retention')
  @ApiOperation({
    summary: 'How long each class of data is kept, on what basis, and what goes then',
  })
  schedule() {
    return { items: SCHEDULE };
  }

  @Get('retention/due')
  @ApiOperation({
    summary:
      'Whose time of keeping ends within thirty days, or is over: an erasure may be asked for',
  })
  async due() {
    const { proposals } = await this.desk.state();
    return { items: [...proposals].map((one) => this.view.proposal(...one)) };
  }

  @Get('legal-holds')
  async holds() {
    const { holds } = await this.desk.state();
    const items = [...holds].map(([subject, hold]) => this.view.hold(subject, hold));
    return { items: await Promise.all(items) };
  }

  @Put('legal-holds/:student')
  @Roles('admin')
  @ApiOperation({ summary: 'Nothing of this person is erased until the hold is lifted' })
  async hold(
    @Param('student') student: string,
    @Body() { reason }: HoldReason,
    @Caller() caller: Principal,
  ) {
    const subject = this.subjectOf(student);
    const command = { subject, reason: await this.desk.keep(reason), by: caller.name };
    const { holds } = await this.desk.run({ type: 'PlaceHold', ...command }, actorOf(caller));
    const hold = holds.get(subject);
    if (!hold) throw notFound('this hold');
    return this.view.hold(subject, hold);
  }

  @Delete('legal-holds/:student')
  @Roles('admin')
  @HttpCode(204)
  async lift(
    @Param('student') student: string,
    @Body() { reason }: HoldReason,
    @Caller() caller: Principal,
  ): Promise<void> {
    const subject = this.subjectOf(student);
    const command = { subject, reason: await this.desk.keep(reason), by: caller.name };
    await this.desk.run({ type: 'LiftHold', ...command }, actorOf(caller));
  }

  @Get('erasures')
  async list() {
    const [{ erasures }, history] = [await this.desk.state(), await this.desk.history()];
    const items = [...erasures.values()].reverse().map((one) => this.view.erasure(one, history));
    return { items: await Promise.all(items) };
  }

  @Get('erasures/:id')
  async one(@Param('id') id: string) {
    const { erasures } = await this.desk.state();
    const found = erasures.get(id);
    if (!found) throw notFound('this erasure');
    return this.view.erasure(found, await this.desk.history());
  }

  @Post('erasures')
  @Roles('admin')
  @HttpCode(201)
  @ApiOperation({
    summary: "Ask for the erasure of one person's data",
    description:
      'Another admin confirms it; then it cannot be stopped. Refused with what stands against it: a ' +
      'legal hold, an open case, retention that runs, a course that is not over, accounts shared with ' +
      "others, evidence in others' open cases.",
  })
  @ApiCreatedResponse({ description: 'it is asked for' })
  @ApiOkResponse({ description: 'with dryRun: obstacles, empty where nothing stands against it' })
  async request(
    @Body() body: RequestErasure,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const subject = this.subjectOf(body.student);
    const obstacles = await this.obstaclesOf(subject);
    if (body.dryRun) {
      reply.status(200);
      return { obstacles: obstacles.map((one) => this.view.obstacle(one)) };
    }
    if (obstacles.length > 0) throw this.obstructed(obstacles);
    const id = randomUUID();
    const { basis } = body;
    const reference = await this.desk.keep(body.reference);
    const command = { id, subject, basis, reference, by: caller.name, obstructed: false };
    await this.desk.run({ type: 'RequestErasure', ...command }, actorOf(caller));
    return this.one(id);
  }

  @Post('erasures/:id/confirm')
  @Roles('admin')
  @HttpCode(202)
  @ApiOperation({
    summary: 'By another admin than asked for it; it is carried out at once, and for good',
  })
  async confirm(@Param('id') id: string, @Caller() caller: Principal) {
    const found = (await this.desk.state()).erasures.get(id);
    if (!found) throw notFound('this erasure');
    const obstacles = found.state === 'requested' ? await this.obstaclesOf(found.subject) : [];
    if (obstacles.length > 0) throw this.obstructed(obstacles);
    const command = { id, by: caller.name, obstructed: false };
    await this.desk.run({ type: 'ConfirmErasure', ...command }, actorOf(caller));
    return this.one(id);
  }

  private async obstaclesOf(subject: string): Promise<readonly Obstacle[]> {
    const { holds } = await this.desk.state();
    return obstaclesTo(await this.standing.of(subject, holds.has(subject)), this.desk.now());
  }

  private obstructed(obstacles: readonly Obstacle[]): Problem {
    const members = { obstacles: obstacles.map((one) => this.view.obstacle(one)) };
    const detail = obstacles.map((one) => one.detail).join('; ');
    return new Problem(422, 'guard', detail, { guard: 'ErasureObstructed', members });
  }

  private subjectOf(student: string): string {
    const subject = this.roster.subjectOf(student);
    if (subject === undefined) throw notFound('this student');
    return subject;
  }
}

const actorOf = ({ role, name }: Principal) => ({ role, person: name });
