import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseAt, concludedCase } from '../../cases/testing/stops.js';
import type { Files } from '../bag.js';
import { documentsOf } from './documents-of.js';
import { caseFileInputOf } from './testing/printed-case.js';

const WORDS = {
  'a term in one night': `经查😀\u0001\u200b，𠮷某${'刷课'.repeat(2000)}\r\n第二段 \ufeffend`,
  heartbeats: '一天内计入的时长超过一天 (credited-time) ภาษาไทย',
};

/** veraPDF is the referee: nobody has to take our word for PDF/A. */
describe('PDF/A-2b by veraPDF', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-pdfa-'));
  let files: Files;

  const judged = (documents: Files): string[] => {
    const names = [...documents].map(([path, bytes]) => {
      const name = join(folder, path.replaceAll('/', '_'));
      writeFileSync(name, bytes);
      return name;
    });
    const { VERAPDF_CLASSPATH = '', VERAPDF_MAIN = '' } = process.env;
    const args = ['-cp', VERAPDF_CLASSPATH, VERAPDF_MAIN, ...names];
    return execFileSync('java', args, { encoding: 'utf8' }).trimEnd().split('\n');
  };

  beforeAll(async () => {
    files = await documentsOf(
      ...caseFileInputOf(concludedCase(), { profile: 'court', words: WORDS }),
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('given every document of an appealed case, hostile texts in it, then each conforms', () => {
    expect(files.size).toBe(11);
    const lines = judged(files);
    expect(lines.filter((line) => !line.startsWith('true '))).toEqual([]);
    expect(lines).toHaveLength(11);
  });

  it('given the student’s papers of a sanction, then each conforms', async () => {
    const journey = caseAt('executed', { level: 'demerit' });
    const theirs = await documentsOf(...caseFileInputOf(journey, { profile: 'student' }));
    expect(judged(theirs).filter((line) => !line.startsWith('true '))).toEqual([]);
  });

  it('given a document without its output intent, then the referee says so', () => {
    const [path = '', bytes = new Uint8Array()] = [...files][0] ?? [];
    const broken = Buffer.from(
      Buffer.from(bytes).toString('latin1').replace('/OutputIntents', '/OutputIntentX'),
      'latin1',
    );
    expect(judged(new Map([[path, broken]]))[0]).toMatch(/^false /);
  });
});
