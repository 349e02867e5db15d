import { Inject, Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  sourceDecider,
  type Source,
  type SourceCommand,
  type SourceRefusal,
} from '../../../libs/activity/sources/source.decider.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import {
  sourceStream,
  type SourceRegistration,
} from '../../../libs/event-sourcing/source-events.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';
import { hashOfKey, SourceDirectory } from './source-directory.js';

export interface IssuedKey {
  readonly id: string;
  /** The secret; this answer is the only place where it stands. */
  readonly key: string;
}

/** Changes of sources and their keys, as facts with the admin who made them. */
@Injectable()
export class SourceCommands {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly directory: SourceDirectory,
  ) {}

  register(registration: SourceRegistration, caller: Principal): Promise<Source> {
    return this.run(registration.source, { type: 'Register', registration }, caller);
  }

  async issueKey(source: string, caller: Principal): Promise<IssuedKey> {
    const id = randomBytes(6).toString('hex');
    const secret = `pbk_${randomBytes(32).toString('base64url')}`;
    const command = { type: 'IssueKey', source, key: id, hash: hashOfKey(secret) } as const;
    await this.run(source, command, caller);
    return { id, key: secret };
  }

  async revokeKey(source: string, key: string, caller: Principal): Promise<void> {
    await this.run(source, { type: 'RevokeKey', source, key }, caller);
  }

  private async run(source: string, command: SourceCommand, caller: Principal): Promise<Source> {
    const handle = commandHandler(this.store, sourceDecider);
    const outcome = await handle(sourceStream(source), command, {
      newId: randomUUID,
      metadata: {
        at: new Date(this.clock.now()).toISOString(),
        actor: { role: caller.role, person: caller.name },
      },
    });
    if (!outcome.ok)
      throw outcome.kind === 'refused'
        ? toProblem(outcome.refusal)
        : new Problem(409, 'conflict', 'somebody else changed this source; try again');
    await this.directory.catchUp();
    return outcome.state;
  }
}

const toProblem = (refusal: SourceRefusal): Problem => {
  switch (refusal) {
    case 'SourceNotRegistered':
      return notFound('this source');
    case 'KeyUnknown':
      return notFound('this key');
    case 'TwoKeysAreInUse':
      return new Problem(422, 'two_keys_in_use', 'revoke one of the two keys first', {
        guard: refusal,
      });
  }
};
