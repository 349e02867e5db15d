import { noted } from '../../../event-sourcing/testing/facts.js';
import { openEmbeddedStores } from '../embedded.js';

/**
 * Child process of the crash spec: sixteen writers append to the folder in argv[2] and print each
 * acknowledged append as `stream version id id`, until the process is killed.
 */
const stores = await openEmbeddedStores(process.argv[2] ?? '');
const write = async (writer: number): Promise<never> => {
  const stream = `writer-${writer}`;
  for (let version = 0; ; version += 2) {
    const events = [version + 1, version + 2].map((n) => noted('行为', 'Noted', `${writer}-${n}`));
    const outcome = await stores.eventStore.append(stream, version || 'none', events);
    if (!outcome.ok) throw new Error(`another writer in ${stream}`);
    const ids = events.map(({ id }) => id).join(' ');
    process.stdout.write(`${stream} ${outcome.version} ${ids}\n`);
  }
};
await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
