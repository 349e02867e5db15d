import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';

export class PutWebhook {
  @ApiProperty({ example: 'https://jw.example.edu.cn/probity' })
  @IsString()
  url!: string;

  @ApiProperty({
    example: ['*'],
    description: 'kinds of outcome, or `*` for all: hold, release, grade_void, disqualified, …',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  types!: string[];

  @ApiProperty({
    required: false,
    description: '`whsec_` and base64 of 24 to 64 bytes; drawn, and shown once, where absent',
  })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  secret?: string;
}

export class ReplayWebhook {
  @ApiProperty({
    required: false,
    description: '`next` of a page of GET /api/v1/outcomes; from the beginning where absent',
  })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class Redeliver {
  @ApiProperty({ required: false, description: 'to this address only' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  webhook?: string;
}
