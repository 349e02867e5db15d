import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  REGISTRY_RESULTS,
  type RegistryResult,
} from '../../../libs/outcomes/grade-book/grade-book.js';
import { PageQuery } from '../../../libs/platform/http/paging.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** One record of the registry. */
export class RegistryGrade {
  /** Student number. */
  @IsString()
  @MaxLength(128)
  student!: string;

  @IsString()
  @MaxLength(128)
  offering!: string;

  @IsIn(REGISTRY_RESULTS)
  @ApiProperty({ enum: REGISTRY_RESULTS })
  result!: RegistryResult;

  /** Percentage marks; required where the result is `passed` or `failed`. */
  @ValidateIf(
    ({ result, grade }: RegistryGrade) =>
      grade !== undefined || result === 'passed' || result === 'failed',
  )
  @IsNumber()
  @Min(0)
  @Max(100)
  @ApiProperty({ required: false, type: Number, minimum: 0, maximum: 100 })
  grade?: number;

  /** Since when the record stands so. */
  @Matches(INSTANT, { message: 'at must be a time with offset (RFC 3339)' })
  at!: string;

  @IsOptional()
  @IsString()
  @MaxLength(128)
  reference?: string;
}

export class RegistryGrades {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => RegistryGrade)
  @ApiProperty({ type: [RegistryGrade] })
  items!: RegistryGrade[];
}

export class ReconciliationQuery extends PageQuery {
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @ApiProperty()
  offering!: string;

  /** Records on which all agree, too. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  )
  @IsBoolean()
  @ApiProperty({ required: false, default: false })
  all = false;
}

export class VerifyGrades {
  /** Student numbers; everybody of whom the registry holds a record where absent. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @ApiProperty({ required: false, type: [String] })
  students?: string[];
}

export class CreditQuery {
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @ApiProperty()
  student!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @ApiProperty()
  offering!: string;
}
