import { detectionStateContract } from '../../detection/testing/detection-state.contract.js';
import { signalIndexContract } from '../../detection/testing/signal-index.contract.js';
import { MemoryDetectionState } from './memory-detection-state.js';
import { MemorySignalIndex } from './memory-signal-index.js';

const fresh =
  <Port>(make: () => Port) =>
  async () => ({ port: make(), reopen: async () => make(), close: async () => undefined });

detectionStateContract(
  'memory',
  fresh(() => new MemoryDetectionState()),
  ['survives a restart'],
);
signalIndexContract(
  'memory',
  fresh(() => new MemorySignalIndex()),
  ['survives a restart'],
);
