import type { Baseline } from './baseline.js';
import { networkAddress } from './network-address.js';
import { platformCadence } from './platform-cadence.js';

/** Every baseline of the product, one line each: imported from baselines/<name>.ts. */
export const BASELINES = [networkAddress, platformCadence] as readonly Baseline[];
