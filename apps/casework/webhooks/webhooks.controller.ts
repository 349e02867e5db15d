import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isSecret } from '../../../libs/adapters/webhooks/signature.js';
import { faultOf, type TargetFault } from '../../../libs/adapters/webhooks/target-rules.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { wantedOf, type Wanted } from '../../../libs/outcomes/webhooks/webhook.js';
import { decodeCursor, PageQuery } from '../../../libs/platform/http/paging.js';
import { Caller, Roles, type Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { EVENT_STORE, SETTINGS } from '../../../libs/platform/tokens.js';
import { isPosition } from '../shared/is-position.js';
import { DeliveryLog } from './list-deliveries.js';
import { Outbox } from './outbox.js';
import { WebhookDesk } from './webhook-desk.js';
import { PutWebhook, ReplayWebhook } from './webhook.dto.js';
import { targetRulesOf } from './webhook-ports.js';
import { WebhookPresenter } from './webhook-presenter.js';

/** Where outcomes are sent, under which secrets, and what became of them. */
@ApiTags('webhooks')
@Controller('api/v1/webhooks')
@Roles('admin', 'auditor', 'registrar')
export class WebhooksController {
  constructor(
    private readonly desk: WebhookDesk,
    private readonly outbox: Outbox,
    private readonly presenter: WebhookPresenter,
    private readonly deliveryLog: DeliveryLog,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async list() {
    await this.outbox.caughtUp();
    return { items: await Promise.all(this.outbox.board.names().map((name) => this.view(name))) };
  }

  @Get(':name')
  get(@Param('name') name: string) {
    return this.view(name);
  }

  /**
   * Registers an address or changes it. A secret that was drawn is shown in this answer and never
   * again; another secret signs beside the former until that is revoked.
   */
  @Put(':name')
  @Roles('admin')
  async put(@Param('name') name: string, @Body() body: PutWebhook, @Caller() caller: Principal) {
    const webhook = { name: nameOf(name), url: this.urlOf(body), types: typesOf(body.types) };
    if (body.secret !== undefined && !isSecret(body.secret))
      throw invalid('must be whsec_ followed by the base64 of 24 to 64 bytes', '/secret');
    const { secret } = await this.desk.put(webhook, body.secret, actorOf(caller));
    return { ...(await this.view(name)), ...(secret !== undefined && { secret }) };
  }

  /** Nothing is sent there any more, and its secrets are destroyed. What was tried stays on record. */
  @Delete(':name')
  @Roles('admin')
  @HttpCode(204)
  remove(@Param('name') name: string, @Caller() caller: Principal): Promise<void> {
    return this.desk.run(name, { type: 'remove' }, actorOf(caller));
  }

  /** A further secret, shown this once; each message is signed by both until one is revoked. */
  @Post(':name/secrets')
  @Roles('admin')
  issueSecret(@Param('name') name: string, @Caller() caller: Principal) {
    return this.desk.issueSecret(name, actorOf(caller));
  }

  @Delete(':name/secrets/:secret')
  @Roles('admin')
  @HttpCode(204)
  revokeSecret(
    @Param('name') name: string,
    @Param('secret') secret: string,
    @Caller() caller: Principal,
  ): Promise<void> {
    return this.desk.run(name, { type: 'revoke_secret', secret }, actorOf(caller));
  }

  /** Attempts and their results, newest first. */
  @Get(':name/deliveries')
  async deliveries(@Param('name') name: string, @Query() { cursor, limit }: PageQuery) {
    await this.desk.known(name);
    await this.outbox.caughtUp();
    return this.deliveryLog.page(name, this.outbox.logged(name), cursor, limit);
  }

  /** Sends again what was issued after the cursor, under the same ids; answers what is pending. */
  @Post(':name/replay')
  @Roles('admin', 'registrar')
  @HttpCode(202)
  async replay(
    @Param('name') name: string,
    @Body() body: ReplayWebhook | undefined,
    @Caller() caller: Principal,
  ) {
    const after = decodeCursor(body?.cursor, isPosition) ?? 0;
    const upTo = await this.store.head();
    await this.desk.run(name, { type: 'replay', after, upTo }, actorOf(caller));
    return this.view(name);
  }

  private async view(name: string) {
    const known = await this.desk.known(name);
    await this.outbox.caughtUp();
    return this.presenter.view(known, this.outbox.board.get(name)?.status());
  }

  private urlOf({ url }: PutWebhook): string {
    const fault = faultOf(url, targetRulesOf(this.settings));
    if (fault !== undefined) throw new Problem(400, fault, FAULTS[fault], { pointer: '/url' });
    return new URL(url).href;
  }
}

const FAULTS: Readonly<Record<TargetFault, string>> = {
  not_a_url: 'must be an absolute address',
  not_https: 'must be an https address',
  credentials: 'must not hold a user name or password',
  fragment: 'must not hold a fragment',
  too_long: 'must not be longer than 2048 characters',
  forbidden_address:
    'leads to an address that is not public; PROBITY_WEBHOOK_NETWORKS names networks that are allowed',
};

const invalid = (detail: string, pointer?: string): Problem =>
  new Problem(400, 'invalid', detail, pointer === undefined ? {} : { pointer });

const nameOf = (name: string): string => {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name))
    throw invalid('a webhook is named by 1 to 64 letters, digits, dots, hyphens and underscores');
  return name;
};

const typesOf = (types: readonly string[]): readonly Wanted[] => {
  const wanted = types.map((text, index) => {
    const found = wantedOf(text);
    if (!found) throw invalid('is no kind of outcome', `/types/${index}`);
    return found;
  });
  return wanted.includes('*') ? ['*'] : [...new Set(wanted)];
};

export const actorOf = ({ role, name }: Principal) => ({ role, person: name });
