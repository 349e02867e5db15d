import type { Pair } from '../label.js';
import type { Family } from '../scheme.js';
import { COPYING } from './copying.js';
import { HARVEST } from './harvest.js';

export const canLeak = ({ offering }: Pair): boolean => offering.assessments.length >= 2;

export const LEAKS: readonly Family[] = [...HARVEST, ...COPYING];
