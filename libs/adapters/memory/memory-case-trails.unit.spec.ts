import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { caseTrailsContract } from '../../statistics/testing/case-trails.contract.js';
import { MemoryCaseTrails } from './memory-case-trails.js';

const fresh = async () => ({
  port: new MemoryCaseTrails(),
  reopen: async () => new MemoryCaseTrails(),
  close: async () => undefined,
});

caseTrailsContract('memory', fresh, ['survives a restart']);
checkpointsContract('case trails in memory', fresh, ['survives a restart']);
