import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { evaluate } from '../../libs/detection/evaluation/evaluate.js';
import { pictureOf } from '../../libs/detection/evaluation/picture/picture.js';
import { tablesOf } from '../../libs/detection/evaluation/tables.js';
import { sectionOf, withSection } from './evaluation/page.js';
import { pooled, runSeeds } from './evaluation/run-seeds.js';

/**
 * Measures detection on pooled semesters and writes the figures into docs/detection.md, between its
 * markers, and docs/detection.svg: `npm run evaluate [-- STUDENTS WEEKS SEED... --out DIR --pool DIR --docs DIR]`.
 * Ten seeds of 5,000 students × 6 weeks unless told otherwise. `--pool` takes a folder of results as it is.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join('data', 'evaluation') },
    pool: { type: 'string' },
    threads: { type: 'string' },
    docs: { type: 'string', default: 'docs' },
  },
});
/** Not to be used while developing a detector. */
const SEEDS = [2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010];

const { out, pool, threads, docs } = values;
const [students = 5000, weeks = 6, ...seeds] = positionals.map(Number);
const results =
  pool === undefined
    ? await runSeeds({ students, weeks, seeds: seeds.length > 0 ? seeds : SEEDS, out, threads })
    : pooled(pool);
const evaluation = evaluate(results.map(({ term }) => term));
const path = join(docs, 'detection.md');
const page = withSection(await readFile(path, 'utf8'), sectionOf(results, evaluation));
const style = await prettier.resolveConfig(path);
await writeFile(path, await prettier.format(page, { ...style, parser: 'markdown' }));
await writeFile(join(docs, 'detection.svg'), pictureOf(evaluation));
console.log(tablesOf(evaluation).join('\n'));
