import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { FILE_ENTRY_STATES, type FileEntry } from '../../../libs/outcomes/student-file.js';
import { PageQuery } from '../../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { ListFileEntries } from './list-file-entries.js';
import { ListReferrals } from './list-referrals.js';

class FileQuery extends PageQuery {
  /** Student number. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  @ApiProperty({ required: false })
  student?: string;

  @IsOptional()
  @IsIn(FILE_ENTRY_STATES)
  @ApiProperty({ required: false, enum: FILE_ENTRY_STATES })
  state?: FileEntry['state'];
}

/** What decisions lead to beside the grade: the student file and the authorities (art. 24). */
@ApiTags('student file')
@Controller('api/v1')
export class StudentFileController {
  constructor(private readonly queries: QueryBus) {}

  /** Entries that are to be made, were made, have to go or are gone, by case number. */
  @Get('student-file')
  @Roles('registrar', 'auditor')
  entries(@Query() query: FileQuery) {
    return this.queries.execute(new ListFileEntries(query));
  }

  /** Referrals to the authorities, oldest first. */
  @Get('referrals')
  @Roles('officer', 'auditor')
  referrals(@Query() { cursor, limit }: PageQuery, @Caller() caller: Principal) {
    return this.queries.execute(new ListReferrals(cursor, limit, caller));
  }
}
