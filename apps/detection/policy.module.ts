import { Global, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import {
  POLICY_STREAM,
  type Policy,
  type PolicyAdopted,
} from '../../libs/detection/policy/policy.js';
import { adoptPolicy, PolicyView } from '../../libs/detection/policy/policy-view.js';
import { describeRefusal, readPolicy } from '../../libs/detection/policy/read-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../libs/event-sourcing/recorded-event.js';
import { WrongSetting, type Settings } from '../../libs/platform/settings.js';
import { CLOCK, EVENT_STORE, POLICY, SETTINGS } from '../../libs/platform/tokens.js';

const SETTING = 'PROBITY_POLICY';

/** @throws WrongSetting that says what is wrong with the file, and where */
const policyFrom = async (file: string | undefined): Promise<Policy> => {
  if (file === undefined) return DEFAULT_POLICY;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongSetting(SETTING, `names a file that cannot be read (${error.code})`);
  });
  const reading = readPolicy(text, DETECTORS);
  if (reading.ok) return reading.policy;
  const reasons = reading.refusals.map(describeRefusal).join('; ');
  throw new WrongSetting(SETTING, `names a policy that is refused: ${reasons}`);
};

/**
 * The policies on record, and the one in force: the file's, or the product's default, adopted as an
 * event if it is not in force already. Without a file a policy once adopted stays.
 */
export const openPolicy = async (
  settings: Pick<Settings, 'policyFile'>,
  store: EventStore,
  clock: Clock,
): Promise<PolicyView> => {
  const view = new PolicyView();
  const recorded = await store.readStream<PolicyAdopted>(POLICY_STREAM);
  for (const { type, data } of recorded) if (type === 'PolicyAdopted') view.apply({ type, data });
  const known = recorded.length > 0;
  const wanted = await policyFrom(settings.policyFile);
  // A newer default of the product replaces an older default, never an installation's own policy.
  if (known && settings.policyFile === undefined && !isDefault(view.current)) return view;
  const decision = adoptPolicy(view, known, wanted);
  if (!decision.ok)
    throw new WrongSetting(
      SETTING,
      `names policy version "${wanted.version}", which is on record with another content: ` +
        'give the changed policy a new version',
    );
  for (const event of decision.events) {
    const metadata = { at: new Date(clock.now()).toISOString(), actor: systemActor('detection') };
    await store.append<PolicyAdopted>(POLICY_STREAM, 'any', [
      { id: randomUUID(), ...event, metadata },
    ]);
    view.apply(event);
  }
  return view;
};

const isDefault = ({ version }: Policy): boolean => version.startsWith('default-');

/** The policy for every service of the process. */
@Global()
@Module({
  providers: [{ provide: POLICY, useFactory: openPolicy, inject: [SETTINGS, EVENT_STORE, CLOCK] }],
  exports: [POLICY],
})
export class PolicyModule {}
