import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { SignalPlace } from '../../libs/detection/signal-index.js';
import { VIOLATIONS, type Violation } from '../../libs/detection/violation.js';
import { PageQuery } from '../../libs/platform/http/paging.js';

const STATES = ['raised', 'revised', 'withdrawn'] as const;

export class SignalParams extends PageQuery {
  @ApiProperty({ required: false, description: 'student number' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  student?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  offering?: string;

  @ApiProperty({ required: false, enum: VIOLATIONS })
  @IsOptional()
  @IsIn(VIOLATIONS)
  violation?: Violation;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  detector?: string;

  @ApiProperty({ required: false, minimum: 0, maximum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  minScore?: number;

  @ApiProperty({ required: false, enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export const isSignalPlace = (value: unknown): value is SignalPlace => {
  if (typeof value !== 'object' || value === null) return false;
  const { lastAt, id } = value as Record<string, unknown>;
  return typeof lastAt === 'number' && Number.isFinite(lastAt) && typeof id === 'string';
};
