import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** Four officers clear a queue with it: more at once is nobody's decision any more. */
const MAX_ITEMS = 500;

export class BatchItem {
  @IsString()
  @MaxLength(128)
  case!: string;

  @IsInt()
  @Min(0)
  expectedVersion!: number;
}

/** One command on many cases, each with the version its caller has seen. */
export class CaseBatch {
  @IsString()
  @MaxLength(128)
  command!: string;

  /** The command's payload without `expectedVersion`. */
  @IsOptional()
  @IsObject()
  payload?: Record<string, unknown>;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => BatchItem)
  items!: BatchItem[];

  /** Tells what would happen and records nothing. */
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
