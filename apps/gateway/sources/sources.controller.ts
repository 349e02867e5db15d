import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { SourceCommands } from './source-commands.js';
import { SourceDirectory, type RegisteredSource } from './source-directory.js';

class Registration {
  @ApiProperty({ example: '超星学习通' })
  @IsString()
  @Length(1, 200)
  title!: string;

  @ApiProperty({ enum: ['server', 'device'], description: 'who stamps `time`' })
  @IsIn(['server', 'device'])
  clock!: 'server' | 'device';

  @ApiProperty({ required: false, description: 'seconds between heartbeats' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(86_400)
  cadenceSec?: number;

  @ApiProperty({ required: false, enum: ['white', 'none', 'black'] })
  @IsOptional()
  @IsIn(['white', 'none', 'black'])
  listed?: 'white' | 'none' | 'black';
}

/** Which vendors send, and with which keys. */
@ApiTags('sources')
@Controller('api/v1/sources')
@Roles('admin', 'auditor', 'operator')
export class SourcesController {
  constructor(
    private readonly directory: SourceDirectory,
    private readonly commands: SourceCommands,
  ) {}

  @Get()
  list() {
    return { items: this.directory.list().map(describe) };
  }

  @Get(':source')
  read(@Param('source') source: string) {
    return describe(this.known(source));
  }

  /** Registers a vendor or changes its registration. */
  @Put(':source')
  @Roles('admin')
  async register(
    @Param('source') source: string,
    @Body() body: Registration,
    @Caller() caller: Principal,
  ) {
    if (!/^[^\s\p{C}]{1,128}$/u.test(source))
      throw new Problem(400, 'invalid', 'a source is named by 1 to 128 visible characters');
    await this.commands.register({ ...body, source }, caller);
    return describe(this.known(source));
  }

  /** A new key. It is shown this once; two may be in use at a time. */
  @Post(':source/keys')
  @Roles('admin')
  issueKey(@Param('source') source: string, @Caller() caller: Principal) {
    return this.commands.issueKey(source, caller);
  }

  @Get(':source/keys')
  keys(@Param('source') source: string) {
    return { items: describe(this.known(source)).keys };
  }

  @Get(':source/keys/:key')
  key(@Param('source') source: string, @Param('key') key: string) {
    const found = describe(this.known(source)).keys.find(({ id }) => id === key);
    if (!found) throw notFound('this key');
    return found;
  }

  /** The key is worth nothing from now on; the fact that it existed stays. */
  @Delete(':source/keys/:key')
  @Roles('admin')
  @HttpCode(204)
  async revokeKey(
    @Param('source') source: string,
    @Param('key') key: string,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.commands.revokeKey(source, key, caller);
  }

  private known(source: string): RegisteredSource {
    const found = this.directory.get(source);
    if (!found) throw notFound('this source');
    return found;
  }
}

const describe = ({ registration, keys }: RegisteredSource) => ({
  ...registration,
  keys: keys.map(({ key, revoked }) => ({ id: key, state: revoked ? 'revoked' : 'active' })),
});
