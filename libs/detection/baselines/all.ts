import { accountConnection } from './account-connection.js';
import type { Baseline } from './baseline.js';
import { feedComplete } from './feed-complete.js';
import { feedReach } from './feed-reach.js';
import { feedTrouble } from './feed-trouble.js';
import { networkAddress } from './network-address.js';
import { networkLine } from './network-line.js';
import { platformCadence } from './platform-cadence.js';
import { platformMachines } from './platform-machines.js';
import { platformPrograms } from './platform-programs.js';
import { vendorRecord } from './vendor-record.js';

/** Every baseline of the product, one line each: imported from baselines/<name>.ts. */
export const BASELINES = [
  accountConnection,
  feedComplete,
  feedReach,
  feedTrouble,
  networkAddress,
  networkLine,
  platformCadence,
  platformMachines,
  platformPrograms,
  vendorRecord,
] as readonly Baseline[];
