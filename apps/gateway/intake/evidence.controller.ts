import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import type { ActivityLedger, LedgerEvent } from '../../../libs/activity/activity-ledger.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { LEDGER, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';

/** One event exactly as it came, with what proves it. */
@ApiTags('events')
@Controller('api/v1/events')
export class EvidenceController {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  /** Raw bytes in base64, their hash, and the receipt; a proof once its segment is sealed. */
  @Get(':source/:id')
  @Roles('officer', 'auditor')
  async read(
    @Param('source') source: string,
    @Param('id') id: string,
    @Caller() caller: Principal,
  ) {
    const event = await this.ledger.find(source, id);
    if (!event || !this.maySee(event, caller)) throw notFound('this event');
    const { mode, raw, type, position, receivedAt } = event;
    return {
      source,
      id,
      type,
      mode,
      raw: Buffer.from(raw).toString('base64'),
      sha256: createHash('sha256').update(raw).digest('hex'),
      receipt: {
        position,
        receivedAt: new Date(receivedAt).toISOString(),
        proof: (await this.ledger.proof(position)) ?? null,
      },
    };
  }

  /** An officer of one college sees its students' events; an event of nobody known is everyone's. */
  private maySee({ source, account, time }: LedgerEvent, { role, name }: Principal): boolean {
    const college = role === 'officer' ? this.roster.person(name)?.college : undefined;
    if (college === undefined || account === undefined) return true;
    const owner = this.roster.ownerOf(source, account, time);
    const owners =
      owner.kind === 'student' ? [owner.subject] : owner.kind === 'conflict' ? owner.subjects : [];
    return (
      owners.length === 0 ||
      owners.some((subject) => this.roster.student(subject)?.college === college)
    );
  }
}
