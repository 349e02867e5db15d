import { ownershipContract } from '../../event-sourcing/testing/ownership.contract.js';
import { MemoryOwnerships } from './memory-ownerships.js';

ownershipContract('in memory', async () => {
  const all = new MemoryOwnerships();
  const port = (work: string, count: number) => all.of(work, count);
  return { port, reopen: async () => port, close: async () => undefined };
});
