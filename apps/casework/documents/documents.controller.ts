import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { AsOf } from '../cases/case-params.js';
import { CASE_READERS } from '../cases/visibility.js';
import { DocumentsService } from './documents.service.js';

@ApiTags('cases')
@Controller('api/v1/cases/:case/documents')
export class DocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  @Get()
  @Roles(...CASE_READERS)
  async list(
    @Param('case') caseId: string,
    @Caller() caller: Principal,
    @Query() { asOf }: AsOf,
  ): Promise<unknown> {
    return { items: await this.documents.list(caseId, caller, asOf) };
  }

  /** `notice`, `decision`, `appeal_decision`, `lifting`, … is the newest of that name; `notice-1` is that one. */
  @Get(':document')
  @Roles(...CASE_READERS)
  async print(
    @Param('case') caseId: string,
    @Param('document') document: string,
    @Caller() caller: Principal,
    @Query() { asOf }: AsOf,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.documents.print(caseId, document, caller, asOf);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}"`,
      length: bytes.length,
    });
  }
}
