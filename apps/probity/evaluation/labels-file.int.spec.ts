import { afterAll, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolders } from '../../../test/support/temporary-folder.js';
import { readEnrolments, readLabels } from './labels-file.js';

const folders = new TemporaryFolders();
const written = (content: object): string => {
  const path = join(folders.make(), 'labels.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};
afterAll(() => {
  folders.removeAll();
});

const CASE = { student: '1', offering: 'c', violation: 'content_leak' };

it('reads what a label needs, and what else it may say', async () => {
  const full = {
    ...{ ...CASE, family: 'harvest', effort: 'adaptive', part: 'organiser' },
    ...{ also: ['exam_brushing'], since: '1970-01-01T08:00:01+08:00', events: ['s a'] },
  };
  const other = { ...CASE, student: '2', events: [{ source: 's', id: 'b' }] };
  const path = written({ cases: [full, other], honestTraits: { 3: ['vpn'] } });
  const { truth, wrong, honestTraits } = await readLabels(path);
  expect(truth).toEqual([
    {
      ...{ ...CASE, family: 'harvest', effort: 'adaptive', part: 'organiser' },
      ...{ also: ['exam_brushing'], since: 1000 },
    },
    { ...CASE, student: '2', family: 'unknown', effort: 'unknown', part: 'unknown' },
  ]);
  expect(wrong.evidence({ student: '2', offering: 'c' }, ['s a', 's b', 's c'])).toEqual({
    ...{ cited: 3, own: 1, anybody: 2 },
  });
  expect(honestTraits).toEqual({ 3: ['vpn'] });
});

it('given a kind that does not exist, then it says where', async () => {
  const path = written({ cases: [CASE, { ...CASE, also: ['theft'] }] });
  await expect(readLabels(path)).rejects.toThrow('cases/1: there is no violation "theft"');
});

it('reads who was enrolled, and passes over rows that are none', async () => {
  const rows = [{ student: '1', offering: 'c', status: 'active' }, null, { student: 4 }];
  expect(await readEnrolments(written({ enrolments: rows }))).toEqual([
    { student: '1', offering: 'c' },
  ]);
});
