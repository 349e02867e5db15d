import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describeFault, readRegulation } from '../../libs/regulation/read-regulation.js';
import { regulationId, type Regulation } from '../../libs/regulation/regulation.js';
import { WrongSetting } from '../../libs/platform/settings.js';

export const REGULATION_SETTING = 'PROBITY_REGULATION';

/** What the product is shipped with, beside the compiled code. */
const BUILT_IN = join(import.meta.dirname, '../../../regulations');

const wrong = (sentence: string): WrongSetting => new WrongSetting(REGULATION_SETTING, sentence);

/**
 * The regulations of a file, or of every YAML and JSON file of a folder; the built-in one where no
 * path is given. @throws WrongSetting that says what is wrong, in which file, and where in it
 */
export const regulationsFrom = (path: string | undefined): readonly Regulation[] => {
  const sets = filesOf(path ?? BUILT_IN).map(read);
  const ids = sets.map(regulationId);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw wrong(`names ${twice} twice`);
  const names = new Set(
    sets.filter(({ subject }) => subject === 'online_courses').map(({ name }) => name),
  );
  if (names.size !== 1)
    throw wrong(
      `names ${names.size === 0 ? 'no regulation' : `regulations ${[...names].join(', ')}`} ` +
        'on online courses: an installation has one, in one or several versions',
    );
  return sets;
};

const filesOf = (path: string): readonly string[] => {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path).filter((name) => /\.(ya?ml|json)$/i.test(name));
    if (files.length > 0) return files.sort().map((name) => join(path, name));
  } catch (error) {
    throw wrong(`names a place that cannot be read (${String((error as { code?: string }).code)})`);
  }
  throw wrong('names a folder without a regulation: files end in .yaml, .yml or .json');
};

const read = (file: string): Regulation => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    throw wrong(`names a file that cannot be read (${basename(file)}: ${String(code)})`);
  }
  const reading = readRegulation(text);
  if (reading.ok) return reading.regulation;
  const [first, ...more] = reading.faults.map(describeFault);
  const rest = more.length === 0 ? '' : `, and ${String(more.length)} more`;
  throw wrong(`names a regulation that is refused: ${basename(file)} ${String(first)}${rest}`);
};
