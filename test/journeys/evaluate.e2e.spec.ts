import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, type Evaluation } from '../../libs/detection/evaluation/evaluate.js';
import { judgeSeed } from '../simulator/evaluation/seed-result.js';
import { simulate } from '../simulator/simulate.js';
import { probity } from '../support/command-line.js';
import { loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

const OPTIONS = { students: 60, weeks: 2, seed: 3 };
const AUDITOR = ['--token', 'dev:auditor:ren'];

describe('probity evaluate, on a simulated semester in a running server', () => {
  const folders = new TemporaryFolders();
  const folder = folders.make();
  const labels = join(folder, 'labels.json');
  let server: TestServer;
  const evaluated = (...args: readonly string[]) =>
    probity(['evaluate', '--url', server.url, ...args]);

  beforeAll(async () => {
    const { students, weeks, seed } = OPTIONS;
    const size = ['--students', String(students), '--weeks', String(weeks)];
    expect(
      (await probity(['simulate', ...size, '--seed', String(seed), '--out', folder])).code,
    ).toBe(0);
    server = await startServer();
    const { roster, events } = simulate(OPTIONS);
    await loadRoster(server.api, roster);
    await sendAll(server.api, [...events]);
    await server.idle();
  }, 300_000);
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('finds what judging the same semester without a server finds', async () => {
    const picture = join(folder, 'picture.svg');
    const { code, stdout } = await evaluated(
      '--labels',
      labels,
      ...AUDITOR,
      '--json',
      '--svg',
      picture,
    );
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as Evaluation;
    const expected = evaluate([(await judgeSeed(OPTIONS)).term]);
    expect(found.precision.all.hits).toBeGreaterThan(5);
    const { precision, recall, evidencePrecision, signals, studentOfferings } = found;
    expect({ precision, recall, evidencePrecision, signals, studentOfferings }).toEqual(
      JSON.parse(
        JSON.stringify({
          ...{ precision: expected.precision, recall: expected.recall, signals: expected.signals },
          evidencePrecision: expected.evidencePrecision,
          studentOfferings: expected.studentOfferings,
        }),
      ),
    );
    expect(found.timeToFlag.n).toBe(expected.timeToFlag.n);
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg .*<\/svg>\s*$/s);
  }, 300_000);

  it('prints tables for an officer of the whole school, and refuses a vendor', async () => {
    const officer = await evaluated('--labels', labels, '--token', 'dev:officer:li');
    expect([officer.code, officer.stderr]).toEqual([0, '']);
    expect(officer.stdout).toMatch(
      /^ {2}recall +0\.\d{3} \(0\.\d{3} to [01]\.\d{3}\), \d+ of \d+$/m,
    );
    expect(officer.stdout).toContain('honest student-offerings accused, by trait');
    const vendor = await evaluated('--labels', labels, '--token', 'dev:vendor:chaoxing');
    expect([vendor.code, vendor.stdout]).toEqual([1, '']);
  });

  it('given labels that name one case only, without traits, then every other flag counts as wrong', async () => {
    const bare = join(folder, 'bare.json');
    const [one] = (JSON.parse(readFileSync(labels, 'utf8')) as { cases: object[] }).cases;
    writeFileSync(bare, JSON.stringify({ cases: [one] }));
    const { code, stdout } = await evaluated('--labels', bare, ...AUDITOR, '--json');
    const found = JSON.parse(stdout) as Evaluation;
    expect(code).toBe(0);
    expect(found.recall.all.all).toBe(1);
    expect(found.precision.all.all - found.precision.all.hits).toBe(found.wrongFlags.length);
    expect(found.precision.honest).toBeGreaterThan(5);
  });

  it.each([
    ['labels that are not there', () => ['--labels', join(folder, 'none.json')]],
    ['labels that are no JSON', () => ['--labels', written('broken.json', '{')]],
    ['labels without cases', () => ['--labels', written('empty.json', '{}')]],
    [
      'a violation that does not exist',
      () => [
        '--labels',
        written('odd.json', '{"cases":[{"student":"1","offering":"c","violation":"theft"}]}'),
      ],
    ],
    [
      'a roster that is not there',
      () => ['--labels', labels, '--roster', join(folder, 'no-roster.json')],
    ],
  ])('given %s, then it ends with 2 and says so', async (_, args) => {
    const { code, stderr, stdout } = await evaluated(...args(), ...AUDITOR);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^probity: .*\.json/);
  });

  it('given nobody at the address, then it ends with 3', async () => {
    const args = ['evaluate', '--url', 'http://127.0.0.1:9', '--labels', labels];
    expect((await probity(args)).code).toBe(3);
  });

  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
});
