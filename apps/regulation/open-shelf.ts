import { randomUUID } from 'node:crypto';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../libs/event-sourcing/command-handler.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../libs/event-sourcing/recorded-event.js';
import { WrongSetting, type Settings } from '../../libs/platform/settings.js';
import { REGULATION_STREAM, regulationDecider } from '../../libs/regulation/regulation.decider.js';
import { regulationId } from '../../libs/regulation/regulation.js';
import { regulationsOnRecord, Shelf } from '../../libs/regulation/shelf.js';
import { REGULATION_SETTING, regulationsFrom } from './regulation-files.js';

/**
 * Puts the regulations that the setting names on record, each version once, and answers all that
 * ever were. @throws WrongSetting for a file that is refused, or whose text is another than the one
 * on record under its version
 */
export const openShelf = async (
  { regulation, timeZone }: Pick<Settings, 'regulation' | 'timeZone'>,
  store: EventStore,
  clock: Clock,
): Promise<Shelf> => {
  const sets = regulationsFrom(regulation);
  const adopt = commandHandler(store, regulationDecider);
  for (const set of sets) {
    const metadata = {
      at: new Date(clock.now()).toISOString(),
      actor: systemActor('regulation'),
    };
    const command = { type: 'Adopt', regulation: set } as const;
    const outcome = await adopt(REGULATION_STREAM, command, { newId: randomUUID, metadata });
    if (!outcome.ok)
      throw new WrongSetting(
        REGULATION_SETTING,
        outcome.kind === 'refused'
          ? `names ${regulationId(set)} with another text than the one on record: cases may cite ` +
              'it, so give the changed regulation a new version'
          : `could not be put on record (${outcome.kind})`,
      );
  }
  const names = [...new Set(sets.map(({ name }) => name))];
  return new Shelf(await regulationsOnRecord(store), names, timeZone);
};
