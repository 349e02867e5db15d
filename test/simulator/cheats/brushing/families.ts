import type { Family } from '../scheme.js';
import { DRIVEN } from './driven.js';
import { FORGED } from './forged.js';
import { PACED } from './paced.js';
import { replays } from './replays.js';
import { studio } from './studio.js';

export const BRUSHING: readonly Family[] = [...FORGED, ...PACED, ...DRIVEN, studio, replays];
