import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { caseTrailsContract } from '../../statistics/testing/case-trails.contract.js';
import { openCaseTrails } from './case-trails.js';
import { inViews } from './testing/views.js';

caseTrailsContract('sqlite', inViews(openCaseTrails));
checkpointsContract('case trails in sqlite', inViews(openCaseTrails));
