import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../../../libs/detection/evaluation/evaluate.js';
import { TemporaryFolders } from '../../support/temporary-folder.js';
import { sectionOf, withSection } from './page.js';
import { pooled, runSeeds } from './run-seeds.js';
import type { SeedResult } from './seed-result.js';

const folders = new TemporaryFolders();
const out = folders.make();
const RUN = { students: 20, weeks: 1, seeds: [3, 4], out, threads: '2' };

describe('seeds judged in threads and kept in a folder', () => {
  let first: readonly SeedResult[];
  beforeAll(async () => {
    first = await runSeeds(RUN);
  });
  afterAll(() => {
    folders.removeAll();
  });

  it('then each is kept in a file, and the pool reads the same', () => {
    expect(readdirSync(out).sort()).toEqual(['seed-3-20x1.json', 'seed-4-20x1.json']);
    expect(pooled(out)).toEqual(JSON.parse(JSON.stringify(first)));
    expect(first.map(({ term }) => term.enrolments.length > 20)).toEqual([true, true]);
    expect(evaluate(first.map(({ term }) => term)).terms).toBe(2);
  });

  it('given a result of the same build, then it is taken as it is; of another, then judged again', async () => {
    const path = join(out, 'seed-3-20x1.json');
    const saved = JSON.parse(readFileSync(path, 'utf8'));
    saved.result.events = 7;
    writeFileSync(path, JSON.stringify(saved));
    expect((await runSeeds({ ...RUN, seeds: [3] }))[0]?.events).toBe(7);
    writeFileSync(path, JSON.stringify({ ...saved, build: 'older' }));
    expect((await runSeeds({ ...RUN, seeds: [3] }))[0]?.events).toBe(first[0]?.events);
  });

  it('a page keeps what stands around its section, and one without markers is refused', () => {
    const section = sectionOf(first, evaluate(first.map(({ term }) => term)));
    const page = withSection(
      'above\n<!-- evaluation -->\nold\n<!-- /evaluation -->\nbelow',
      section,
    );
    expect(page).toMatch(/^above\n<!-- evaluation -->\n\n!\[/);
    expect(page).toMatch(/<!-- \/evaluation -->\nbelow$/);
    expect(page).not.toContain('old');
    expect(page).toContain('npm run evaluate -- 20 1 3 4');
    expect(() => withSection('no markers', section)).toThrow('the page lacks');
  });
});
