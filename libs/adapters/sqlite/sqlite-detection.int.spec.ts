import { detectionStateContract } from '../../detection/testing/detection-state.contract.js';
import { signalIndexContract } from '../../detection/testing/signal-index.contract.js';
import { SqliteDetectionState } from './sqlite-detection-state.js';
import { SqliteSignalIndex } from './sqlite-signal-index.js';
import { inViews } from './testing/views.js';

detectionStateContract(
  'sqlite',
  inViews((views) => SqliteDetectionState.open(views)),
);
signalIndexContract(
  'sqlite',
  inViews((views) => SqliteSignalIndex.open(views)),
);
