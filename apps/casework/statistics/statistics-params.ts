import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { MATTERS } from '../../../libs/cases/family.js';

const Filter =
  (description: string): PropertyDecorator =>
  (target, name) => {
    const given = { required: false, type: String, description };
    for (const decorate of [ApiProperty(given), IsOptional(), IsString(), MaxLength(128)])
      decorate(target, name);
  };

/** Query of the statistics. */
export class StatisticsParams {
  @Filter('cases of the college')
  college?: string;

  @Filter("cases on the term's offerings")
  term?: string;

  @ApiProperty({ required: false, enum: MATTERS })
  @IsOptional()
  @IsIn(MATTERS)
  violation?: string;

  @Filter('cases first flagged at or after: RFC 3339 with offset')
  from?: string;

  @Filter('cases first flagged before: RFC 3339 with offset')
  to?: string;

  @Filter('the figures as they stood then: RFC 3339 with offset')
  asOf?: string;
}
