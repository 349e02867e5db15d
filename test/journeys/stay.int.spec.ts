import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FullPath, PANEL } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

const SERVED = readFileSync(join(import.meta.dirname, '../../../deploy/policy.yaml'), 'utf8')
  .replace('version: school-1', 'version: school-served')
  .replace('effectiveOn: final', 'effectiveOn: served');

describe('a stay of execution, where decisions take effect when they are served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-stay-'));
  let school: School;

  beforeAll(async () => {
    const policy = join(folder, 'policy.yaml');
    writeFileSync(policy, SERVED);
    school = await openSchool(2, { PROBITY_POLICY: policy });
  });
  afterAll(async () => {
    await school.close();
    rmSync(folder, { recursive: true });
  });

  it('given it during an appeal, then the registry holds the grade, and voids it anew when the stay ends', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.heard(student);
    await path.decide({ outcome: 'grade_void' });
    await walk.run('file_appeal', `student:${student}`, { grounds: ['facts'], text: '不是我' });
    for (const member of PANEL)
      await walk.run('declare_interest', `appeals:${member}`, { conflict: false });
    const told = async () => (await school.messages(walk)).map(({ kind }) => kind);
    const [first] = PANEL;
    const stay = { stay: true, reason: '临近毕业' };
    await walk.run('stay_execution', `appeals:${first ?? ''}`, stay);
    await school.server.idle();
    expect(await told()).toEqual(['hold', 'grade_void', 'hold']);
    await walk.run('stay_execution', `appeals:${first ?? ''}`, { ...stay, stay: false });
    await school.server.idle();
    expect(await told()).toEqual(['hold', 'grade_void', 'hold', 'grade_void']);
  });
});
