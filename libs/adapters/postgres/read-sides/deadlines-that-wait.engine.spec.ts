import { expect, it } from '@jest/globals';
import type { CaseRow } from '../../../cases/case-index.js';
import type { Deadline } from '../../../cases/deadline.js';
import { readMigrations } from '../migrations.js';
import { openDatabase } from '../open-database.js';
import { freshDatabase } from '../testing/fresh-database.js';
import { PostgresCaseIndex } from './case-index.js';

const deadline = (name: Deadline['name'], change: Partial<Deadline> = {}): Deadline => ({
  ...{ name, basis: 'policy@1#x', unit: 'calendar', days: 5, start: 0, due: 4 },
  ...{ policyVersion: 'p', calendarVersion: 'c', extended: 0, state: 'running' },
  ...change,
});

const ROW: CaseRow = {
  ...{ id: 'a', family: 'violation', violation: 'course_brushing', student: 's', offering: '数学' },
  ...{ college: 'MA', status: 'triage', score: 1, assignee: null, due: null, flaggedAt: 1 },
  ...{ noticed: false, part: 'participant', signals: [], links: [], outcome: null, attention: [] },
  ...{ people: [], version: 1, wakeAt: null, escalated: [] },
  deadlines: [
    deadline('triage', { state: 'overdue' }),
    deadline('review', { state: 'overdue', metAt: 5 }),
    deadline('investigation', { pausedSince: 2 }),
    deadline('whole_case'),
    deadline('defence', { state: 'lapsed' }),
  ],
};

it('given cases put by an older program, when migrated, then paused and missed deadlines are there too', async () => {
  const { url, drop } = await freshDatabase();
  const database = await openDatabase({ url });
  try {
    const index = new PostgresCaseIndex(database);
    await index.put([ROW]);
    await database.write([{ sql: `DELETE FROM case_deadline WHERE name <> 'whole_case'` }]);
    const step = readMigrations().find(({ name }) => name === 'deadlines-that-wait');
    for (const sql of step?.sql.split(';').filter((one) => /\w/.test(one)) ?? [])
      await database.write([{ sql }]);
    const told = await index.deadlines({ scope: { kind: 'all' }, dueBefore: 9, limit: 9 });
    expect(told.map((one) => one.deadline)).toEqual(
      ['investigation', 'triage', 'whole_case'].map((name) =>
        ROW.deadlines.find((one) => one.name === name),
      ),
    );
  } finally {
    await database.close();
    await drop();
  }
});
