import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { isProfile, PROFILES, type Profile } from '../../../libs/case-file/profile.js';
import { Caller, Public, Roles, type Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { AsOf } from '../cases/case-params.js';
import { CaseFileService } from './case-file.service.js';
import { KeyRegister } from './key-register.js';

class FileParams extends AsOf {
  @ApiProperty({
    required: false,
    enum: PROFILES,
    description: 'student for a student, else panel',
  })
  @IsOptional()
  @IsString()
  profile?: string;
}

@ApiTags('cases')
@Controller()
export class CaseFileController {
  constructor(
    private readonly files: CaseFileService,
    private readonly register: KeyRegister,
  ) {}

  /** A student takes out the own case, from the notice on, in the student's profile only. */
  @Get('api/v1/cases/:id/file')
  @Roles('officer', 'reviewer', 'committee', 'appeals', 'legal', 'auditor', 'student')
  async file(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Query() { profile, asOf }: FileParams,
  ): Promise<StreamableFile> {
    const wanted = profileFor(caller, profile);
    const { name, bytes } = await this.files.make(id, wanted, caller, asOf);
    return new StreamableFile(bytes, {
      type: 'application/zip',
      disposition: `attachment; filename="${name}"`,
      length: bytes.length,
    });
  }

  /** The public keys that case files and checkpoints are and were signed with, the one in force first. */
  @Get('.well-known/probity-keys.json')
  @Public()
  async keys(): Promise<unknown> {
    return { keys: await this.register.published() };
  }
}

const profileFor = ({ role }: Principal, asked: string | undefined): Profile => {
  const profile = asked ?? (role === 'student' ? 'student' : 'panel');
  if (!isProfile(profile))
    throw new Problem(
      400,
      'profile_unavailable',
      `profile "${profile}" is not one this version makes: ${PROFILES.join(', ')}`,
      { pointer: '/profile' },
    );
  if (role === 'student' && profile !== 'student')
    throw new Problem(403, 'forbidden', 'a student takes out the profile "student"', {
      pointer: '/profile',
    });
  return profile;
};
