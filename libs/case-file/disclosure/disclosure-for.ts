import type { CaseFileInput } from '../case-file-input.js';
import type { Profile } from '../profile.js';
import { deliberationWithheld } from './deliberation.js';
import type { Disclosure } from './disclosure.js';
import { everything } from './everything.js';
import { studentsOwn } from './students-own.js';

export const disclosureFor = (input: CaseFileInput): Disclosure => MAKERS[input.profile](input);

const MAKERS: Readonly<Record<Profile, (input: CaseFileInput) => Disclosure>> = {
  student: studentsOwn,
  panel: () => deliberationWithheld,
  appeal: () => deliberationWithheld,
  court: () => everything,
  archive: () => everything,
};
