import {
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** What the registry answers to an outcome. */
export class Acknowledge {
  @IsIn(['accepted', 'refused'])
  status!: 'accepted' | 'refused';

  /** The registry's own reference. */
  @IsString()
  @MaxLength(128)
  @Matches(/\S/, { message: 'reference must not be blank' })
  reference!: string;

  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/, {
    message: 'at must be a time with offset (RFC 3339)',
  })
  at!: string;

  /** The grade as it stands in the registry afterwards, percentage marks. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  grade?: number;
}
