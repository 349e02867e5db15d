import { caseIndexContract } from '../../cases/testing/case-index.contract.js';
import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { MemoryCaseIndex } from './memory-case-index.js';

const fresh = async () => ({
  port: new MemoryCaseIndex(),
  reopen: async () => new MemoryCaseIndex(),
  close: async () => undefined,
});

caseIndexContract('memory', fresh, ['survives a restart']);
checkpointsContract('case index in memory', fresh, ['survives a restart']);
