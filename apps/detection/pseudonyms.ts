import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../libs/event-sourcing/recorded-event.js';
import type { Vault, VaultRef } from '../../libs/event-sourcing/vault.js';
import type { Pseudonym } from '../../libs/detection/keys.js';

interface PseudonymKeyDrawn {
  readonly type: 'PseudonymKeyDrawn';
  readonly data: { readonly key: VaultRef };
}

const STREAM = 'detection';
const REMEMBERED = 100_000;

/**
 * The hash that stands for addresses and devices in signals and baselines (law 8). Its key is drawn
 * once per installation and lies in the vault, so that a rebuild finds the same pseudonyms.
 */
export const openPseudonyms = async (
  store: EventStore,
  vault: Vault,
  clock: Clock,
): Promise<Pseudonym> => {
  const key = (await recordedKey(store, vault)) ?? (await drawKey(store, vault, clock));
  const known = new Map<string, string>();
  return (kind, value) => {
    const name = `${kind}:${value}`;
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const pseudonym = createHmac('sha256', key).update(name).digest('hex').slice(0, 32);
    if (known.size >= REMEMBERED) known.clear();
    known.set(name, pseudonym);
    return pseudonym;
  };
};

const recordedKey = async (store: EventStore, vault: Vault): Promise<Uint8Array | undefined> => {
  const [drawn] = await store.readStream<PseudonymKeyDrawn>(STREAM);
  if (!drawn) return undefined;
  const entry = (await vault.get([drawn.data.key.vault])).get(drawn.data.key.vault);
  if (!entry) throw new Error('the key of the pseudonyms is on record but not in the vault');
  return entry.bytes;
};

const drawKey = async (store: EventStore, vault: Vault, clock: Clock): Promise<Uint8Array> => {
  const bytes = randomBytes(32);
  const owner = 'installation';
  const [key] = await vault.put([{ owner, mediaType: 'application/octet-stream', bytes }]);
  if (!key) throw new Error('the vault kept no entry');
  const metadata = { at: new Date(clock.now()).toISOString(), actor: systemActor('detection') };
  const event = { id: randomUUID(), type: 'PseudonymKeyDrawn' as const, data: { key }, metadata };
  const { ok } = await store.append<PseudonymKeyDrawn>(STREAM, 'none', [event]);
  // Another process was faster: there is one key.
  const recorded = ok ? bytes : await recordedKey(store, vault);
  if (!recorded) throw new Error('the key of the pseudonyms was drawn and is not on record');
  return recorded;
};
