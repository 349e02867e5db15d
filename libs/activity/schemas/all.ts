import { ASSESSMENT } from './assessment.js';
import { ATTENDANCE } from './attendance.js';
import { RECORD } from './record.js';
import type { Schema } from './schema.js';
import { SESSION } from './session.js';
import { VIDEO } from './video.js';

/** Every event type that the contract lists, with the schema of its `data`. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  ...SESSION,
  ...VIDEO,
  ...ATTENDANCE,
  ...ASSESSMENT,
  ...RECORD,
};
