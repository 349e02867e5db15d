import type { Family } from '../scheme.js';
import { HANDS } from './hands.js';
import { REMOTE } from './remote.js';

export const PROXY: readonly Family[] = [...HANDS, ...REMOTE];
