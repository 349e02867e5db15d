import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { SORTS, type CaseSort } from '../../../libs/cases/case-index.js';
import { FAMILIES, MATTERS } from '../../../libs/cases/family.js';
import { PUBLISHED_STATUSES } from '../../../libs/cases/published-status.js';
import { PageQuery } from '../../../libs/platform/http/paging.js';

/** `score`, `due`, `opened` or `id`, a minus before it for descending. */
export const SORT_WORDS = SORTS.flatMap((name) => [name, `-${name}` as const]);

export type SortWord = CaseSort | `-${CaseSort}`;

const Filter =
  (description?: string): PropertyDecorator =>
  (target, name) => {
    const given = { required: false, type: String, ...(description ? { description } : {}) };
    // Of several complaints the last one is told (validation.ts): given twice, it is no text, whatever its length.
    for (const decorate of [ApiProperty(given), IsOptional(), MaxLength(1024), IsString()])
      decorate(target, name);
  };

/** A misspelt word is told: an empty list would be taken for an answer. */
const Word =
  (words: readonly string[], description?: string): PropertyDecorator =>
  (target, name) => {
    const given = { required: false, enum: [...words], ...(description ? { description } : {}) };
    for (const decorate of [ApiProperty(given), IsOptional(), IsIn(words)]) decorate(target, name);
  };

/** Query of the case list. */
export class CaseParams extends PageQuery {
  @Word(PUBLISHED_STATUSES, 'withdrawn flags are left out unless it is asked for')
  status?: string;

  @Word(FAMILIES)
  family?: string;

  @Word(MATTERS)
  violation?: string;

  @Filter('student number')
  student?: string;

  @Filter()
  offering?: string;

  @Filter()
  college?: string;

  @Filter('person id')
  assignee?: string;

  @Filter('cases with such a reason to be looked at, such as deadline_overdue')
  attention?: string;

  @Filter('RFC 3339 with offset, exclusive')
  dueBefore?: string;

  @ApiProperty({ required: false, enum: SORT_WORDS, default: '-score' })
  @IsOptional()
  @IsIn(SORT_WORDS)
  sort: SortWord = '-score';
}

/** Query of a single case and its parts. */
export class AsOf {
  @Filter('a version of the case, or an RFC 3339 time')
  asOf?: string;
}
