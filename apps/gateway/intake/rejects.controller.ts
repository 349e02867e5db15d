import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { ActivityLedger, KeptReject } from '../../../libs/activity/activity-ledger.js';
import {
  decodeCursor,
  encodeCursor,
  PageQuery,
  type Page,
} from '../../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { LEDGER } from '../../../libs/platform/tokens.js';

class RejectsQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'whose; a vendor always gets its own' })
  @IsOptional()
  @IsString()
  source?: string;
}

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value);

/** Events that were refused, with the reason. */
@ApiTags('events')
@Controller('api/v1/rejects')
export class RejectsController {
  constructor(@Inject(LEDGER) private readonly ledger: ActivityLedger) {}

  /** Newest first. */
  @Get()
  @Roles('vendor', 'officer', 'auditor', 'operator', 'admin')
  async list(@Query() query: RejectsQuery, @Caller() caller: Principal): Promise<Page<object>> {
    const source = caller.role === 'vendor' ? caller.name : query.source;
    const before = decodeCursor(query.cursor, isPosition);
    const found = await this.ledger.rejects({ source, before, limit: query.limit });
    const items = found.map((one) => describe(one, caller));
    const last = found.length === query.limit ? found.at(-1) : undefined;
    return last ? { items, next: encodeCursor(last.position) } : { items };
  }
}

/** The event itself is for those who may read events; keeping the machine running needs no names. */
const describe = (kept: KeptReject, { role }: Principal): object => {
  const { source, id, code, message, pointer, receivedAt, raw } = kept;
  const at = new Date(receivedAt).toISOString();
  const reason = { source, id: id ?? null, code, message, pointer, receivedAt: at };
  if (role === 'operator' || role === 'admin') return reason;
  return { ...reason, raw: Buffer.from(raw).toString('base64') };
};
