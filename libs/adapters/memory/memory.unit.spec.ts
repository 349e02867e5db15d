import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { deadLettersContract } from '../../event-sourcing/testing/dead-letters.contract.js';
import { eventStoreContract } from '../../event-sourcing/testing/event-store.contract.js';
import type { Gap, Open } from '../../event-sourcing/testing/fixture.js';
import { ticketsContract } from '../../event-sourcing/testing/tickets.contract.js';
import { vaultContract } from '../../event-sourcing/testing/vault.contract.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryTickets } from './memory-tickets.js';
import { MemoryVault } from './memory-vault.js';

const FORGETFUL: readonly Gap[] = ['survives a restart'];

const inMemory =
  <Port>(create: () => Port): Open<Port> =>
  async () => ({ port: create(), reopen: async () => create(), close: async () => undefined });

eventStoreContract(
  'memory',
  inMemory(() => new MemoryEventStore()),
  FORGETFUL,
);
checkpointsContract(
  'memory',
  inMemory(() => new MemoryCheckpoints()),
  FORGETFUL,
);
deadLettersContract(
  'memory',
  inMemory(() => new MemoryDeadLetters()),
  FORGETFUL,
);
vaultContract(
  'memory',
  inMemory(() => new MemoryVault()),
  FORGETFUL,
);
ticketsContract(
  'memory',
  inMemory(() => new MemoryTickets()),
  FORGETFUL,
);
