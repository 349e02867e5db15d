import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  policyDecider,
  type PolicyCommand,
  type PolicyRefusal,
} from '../../../libs/detection/policy/policy.decider.js';
import { POLICY_STREAM } from '../../../libs/detection/policy/policy-events.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { idempotencyOf } from '../../../libs/platform/http/idempotency.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';
import { PolicyBook } from './policy-book.js';

export interface Request {
  readonly caller: Principal;
  /** `Idempotency-Key`, where the caller sent one. */
  readonly key: string | undefined;
  readonly route: string;
  readonly body: unknown;
}

/** Changes of policies, as facts with the admin who made them. */
@Injectable()
export class PolicyCommands {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly book: PolicyBook,
  ) {}

  async run(command: PolicyCommand, { caller, key, route, body }: Request): Promise<void> {
    const outcome = await commandHandler(this.store, policyDecider)(POLICY_STREAM, command, {
      newId: randomUUID,
      metadata: {
        at: new Date(this.clock.now()).toISOString(),
        actor: { role: caller.role, person: caller.name },
        ...idempotencyOf(key, caller, route, body),
      },
    });
    if (!outcome.ok) {
      if (outcome.kind === 'refused') throw toProblem(outcome.refusal);
      throw outcome.kind === 'conflict'
        ? new Problem(409, 'conflict', 'somebody else changed the policies; try again')
        : new Problem(
            422,
            'idempotency_key_reused',
            'this Idempotency-Key was used with another body',
          );
    }
    await this.book.catchUp();
  }
}

const DETAILS: Readonly<Record<Exclude<PolicyRefusal, 'PolicyUnknown'>, string>> = {
  PolicyVersionReused: 'this version stands for another content already: give the policy a new one',
  AlreadyInForce: 'this version is in force',
  NotOnTrial: 'only a version on trial can be put in force: start its trial first',
  SecondAdminNeeded: 'whoever drafted it or started its trial may not put it in force: ask another',
};

const toProblem = (guard: PolicyRefusal): Problem =>
  guard === 'PolicyUnknown'
    ? notFound('this policy')
    : new Problem(422, 'guard', DETAILS[guard], { guard });
