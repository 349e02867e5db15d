import { caseIndexContract } from '../../cases/testing/case-index.contract.js';
import { checkpointsContract } from '../../event-sourcing/testing/checkpoints.contract.js';
import { openCaseIndex } from './case-index.js';
import { inViews } from './testing/views.js';

caseIndexContract('sqlite', inViews(openCaseIndex));
checkpointsContract('case index in sqlite', inViews(openCaseIndex));
