import { checkUnique, citeFrom } from './citation.js';
import { qhnuOnline1 } from './sets/qhnu-online-1.js';

/** The regulation sets of this build; another university adds its own line. */
export const INSTALLED = checkUnique([qhnuOnline1]);

/** Text of a citation among the installed sets. */
export const cite = citeFrom(INSTALLED);
