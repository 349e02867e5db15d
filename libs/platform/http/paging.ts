import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Problem } from '../problem.js';

/** Query of every list; extend it with the list's own filters. */
export class PageQuery {
  @ApiProperty({ required: false, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 100;

  @ApiProperty({ required: false, description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** Opaque to clients: base64url of JSON. */
export const encodeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * @param isValid says whether what a client sent back is a cursor of this list; else 400
 * @param name of the parameter that it came in
 */
export const decodeCursor = <Value>(
  cursor: string | undefined,
  isValid: (value: unknown) => value is Value,
  name = 'cursor',
): Value | undefined => {
  if (cursor === undefined) return undefined;
  const value = parse(cursor);
  if (!isValid(value))
    throw new Problem(400, 'invalid', `${name} is not one of this list`, { pointer: `/${name}` });
  return value;
};

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
