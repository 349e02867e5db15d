import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import { policyDecider } from '../../../libs/detection/policy/policy.decider.js';
import { POLICY_STREAM } from '../../../libs/detection/policy/policy-events.js';
import { describeRefusal, readPolicy } from '../../../libs/detection/policy/read-policy.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import { WrongSetting, type Settings } from '../../../libs/platform/settings.js';
import { PolicyBook } from './policy-book.js';

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
 * event if it is not in force already. Without a file a policy once adopted stays, and so does one
 * that admins put in force in place of the file's.
 */
export const openPolicies = async (
  settings: Pick<Settings, 'policyFile'>,
  store: EventStore,
  clock: Clock,
): Promise<PolicyBook> => {
  const book = new PolicyBook(store);
  await book.catchUp();
  const { view } = book;
  const wanted = await policyFrom(settings.policyFile);
  const known = view.history.length > 0;
  // A newer default of the product replaces an older default, never an installation's own policy.
  if (known && settings.policyFile === undefined && !isDefault(view.current)) return book;
  const outcome = await commandHandler(store, policyDecider)(
    POLICY_STREAM,
    { type: 'Adopt', policy: wanted },
    {
      newId: randomUUID,
      metadata: { at: new Date(clock.now()).toISOString(), actor: systemActor('detection') },
    },
  );
  if (!outcome.ok)
    throw new WrongSetting(
      SETTING,
      `names policy version "${wanted.version}", which is on record with another content: ` +
        'give the changed policy a new version',
    );
  await book.catchUp();
  return book;
};

const isDefault = ({ version }: Policy): boolean => version.startsWith('default-');
