import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { BASES, type Basis } from '../../../libs/retention/retention.decider.js';

export class RequestErasure {
  @ApiProperty({ description: 'student number' })
  @IsString()
  @Length(1, 128)
  student!: string;

  @ApiProperty({ enum: BASES, description: '个人信息保护法 art. 47' })
  @IsIn(BASES)
  basis!: Basis;

  @ApiProperty({ description: 'the request or order on file, e.g. its number' })
  @IsString()
  @Length(1, 1024)
  reference!: string;

  @ApiProperty({ required: false, description: 'only say what stands against it' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

export class HoldReason {
  @ApiProperty()
  @IsString()
  @Length(1, 1024)
  reason!: string;
}
