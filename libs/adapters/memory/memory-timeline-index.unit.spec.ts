import { timelineIndexContract } from '../../timelines/testing/timeline-index.contract.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryTimelineIndex } from './memory-timeline-index.js';

const fresh = () => {
  const checkpoints = new MemoryCheckpoints();
  return { checkpoints, index: new MemoryTimelineIndex(checkpoints) };
};

timelineIndexContract(
  'memory',
  async () => ({ port: fresh(), reopen: async () => fresh(), close: async () => undefined }),
  ['survives a restart'],
);
