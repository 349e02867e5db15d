import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { SigningKey } from '../../../libs/case-file/log/signing-key.js';
import { isProfile, PROFILES } from '../../../libs/case-file/profile.js';
import { Caller, Public, Roles, type Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { AsOf } from '../cases/case-params.js';
import { CaseFileService, SIGNING_KEY } from './case-file.service.js';

class FileParams extends AsOf {
  @ApiProperty({ required: false, enum: PROFILES, default: 'panel' })
  @IsOptional()
  @IsString()
  profile = 'panel';
}

@ApiTags('cases')
@Controller()
export class CaseFileController {
  constructor(
    private readonly files: CaseFileService,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {}

  @Get('api/v1/cases/:id/file')
  @Roles('officer', 'reviewer', 'committee', 'appeals', 'legal', 'auditor')
  async file(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Query() { profile, asOf }: FileParams,
  ): Promise<StreamableFile> {
    if (!isProfile(profile))
      throw new Problem(
        400,
        'profile_unavailable',
        `profile "${profile}" is not one this version makes: ${PROFILES.join(', ')}`,
        { pointer: '/profile' },
      );
    const { name, bytes } = await this.files.make(id, profile, caller, asOf);
    return new StreamableFile(bytes, {
      type: 'application/zip',
      disposition: `attachment; filename="${name}"`,
      length: bytes.length,
    });
  }

  /** The public key that case files and checkpoints are signed with. */
  @Get('.well-known/probity-keys.json')
  @Public()
  keys(): unknown {
    const { keyId, publicPem } = this.key;
    return { keys: [{ kid: keyId, alg: 'Ed25519', pem: publicPem }] };
  }
}
