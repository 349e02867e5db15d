import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { parseInstant } from '../../libs/activity/instant.js';
import { SCHEMAS } from '../../libs/activity/schemas/all.js';
import { PageQuery } from '../../libs/platform/http/paging.js';
import { Problem } from '../../libs/platform/problem.js';
import type { TimelineFilter, TimelinePlace } from '../../libs/timelines/timeline-index.js';

const asList = (value: unknown): unknown =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : value;

/** Query of a timeline; `from` is inclusive, `to` exclusive, both compared with `time`. */
export class TimelineParams extends PageQuery {
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  offering?: string;

  @ApiProperty({ required: false, description: 'RFC 3339, inclusive' })
  @IsOptional()
  @IsString()
  from?: string;

  @ApiProperty({ required: false, description: 'RFC 3339, exclusive' })
  @IsOptional()
  @IsString()
  to?: string;

  @ApiProperty({
    required: false,
    description: 'event types, separated by commas; of the listed ones `session.started` will do',
  })
  @IsOptional()
  @Transform(({ value }) => asList(value))
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  types?: string[];
}

/** @throws Problem 400 naming the parameter that is no instant */
export const filterOf = ({ offering, types, from, to }: TimelineParams): TimelineFilter => ({
  offering,
  types: types?.flatMap(namesOf),
  from: instant(from, '/from'),
  to: instant(to, '/to'),
});

/** A listed type may be asked for as the list calls it: `session.started`. */
const namesOf = (type: string): readonly string[] => {
  const full = `probity.${type}.v1`;
  return full in SCHEMAS ? [type, full] : [type];
};

/** In an address, a plus sign that nobody encoded arrives as a space. */
const instant = (text: string | undefined, pointer: string): number | undefined => {
  if (text === undefined) return undefined;
  const at = parseInstant(text.replace(' ', '+'));
  if (at !== undefined) return at;
  throw new Problem(400, 'invalid', 'must be an instant with offset (RFC 3339)', { pointer });
};

/** A place in time, not a number of entries: what arrives meanwhile moves no page. */
export const isPlace = (value: unknown): value is TimelinePlace => {
  if (typeof value !== 'object' || value === null) return false;
  const { time, source, id } = value as Record<string, unknown>;
  return Number.isSafeInteger(time) && typeof source === 'string' && typeof id === 'string';
};
