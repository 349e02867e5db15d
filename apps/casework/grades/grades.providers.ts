import { GetCreditRecognitionHandler } from './credit-recognition.js';
import { GradeDesk } from './grade-desk.js';
import { GradeFactsReader } from './grade-facts.js';
import { GradesController } from './grades.controller.js';
import { PlatformGrades } from './platform-grades.js';
import { ReconcileGradesHandler } from './reconcile-grades.js';
import { StateGradesHandler } from './state-grades.js';
import { VerifyGradesHandler } from './verify-grades.js';

/** Grades between platform, decisions and registry; a part of casework. */
export const GRADES_CONTROLLERS = [GradesController];

export const GRADES_PROVIDERS = [
  GradeDesk,
  PlatformGrades,
  GradeFactsReader,
  StateGradesHandler,
  ReconcileGradesHandler,
  VerifyGradesHandler,
  GetCreditRecognitionHandler,
];
