import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brushing,
  EVENT,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from '../testing/casework-server.js';
import type { ListAnswer } from './vendor-lists.js';

const PATH = '/api/v1/vendor-lists';
const OFFERING = 'CS101-2026S-01';
const numberOf = (index: number): string => `20230${String(30_000 + index)}`;

const STUDENTS = Array.from({ length: 120 }, (_, index) => ({
  ...{ id: numberOf(index), name: `学生${index}`, college: 'CS' },
  accounts: [{ source: 'chaoxing', account: `acc-${index}`, from: null, to: null }],
}));

const row = (over: object = {}) => ({
  ...{ offering: OFFERING, violation: 'course_brushing', reason: '疑似刷课', reference: '函7-1' },
  ...over,
});

describe("a vendor's list of accused students", () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-lists-'));
  let server: CaseworkServer;

  const send = (rows: readonly unknown[], who = 'li') =>
    server.as('officer', who).post<ListAnswer>(PATH, { source: 'chaoxing', rows });
  const read = (id: string) => server.as('officer', 'li').get<ListAnswer>(`${PATH}/${id}`);
  const counts = ({ receipts }: ListAnswer, member: 'outcome' | 'standing') => {
    const found: Record<string, number> = {};
    for (const receipt of receipts) {
      const word = String(receipt[member]);
      found[word] = (found[word] ?? 0) + 1;
    }
    return found;
  };

  beforeAll(async () => {
    server = await startCasework(dataDir, {}, ['gateway', 'detection', 'casework']);
    const admin = server.as('admin', 'root');
    await admin.post('/api/v1/dev/clock', { now: '2027-03-01T09:00:00+08:00' });
    await admin.put('/api/v1/roster', {
      ...ROSTER,
      students: [...ROSTER.students, ...STUDENTS],
      enrolments: [
        ...ROSTER.enrolments,
        ...STUDENTS.slice(0, 110).map(({ id }) => ({
          ...{ student: id, offering: OFFERING, status: 'active', at: '2026-02-20T00:00:00+08:00' },
        })),
      ],
    });
    await server.as('vendor', 'chaoxing').send([EVENT]);
    await server.idle();
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given 120 rows, then each has a receipt, and later says what detection made of it', async () => {
    const rows = STUDENTS.map((_, index) => row({ account: `acc-${index}` }));
    const { status, body } = await send(rows);
    expect(status).toBe(200);
    expect(body.receipts.map((receipt) => receipt.row)).toEqual(rows.map((_, index) => index + 1));
    expect(counts(body, 'outcome')).toEqual({ accepted: 120 });
    await server.idle();
    const later = await read(body.id);
    // A vendor's word alone is evidence, and no case.
    expect(counts(later.body, 'standing')).toEqual({ noted: 110, not_enrolled: 10 });
    const again = await send(rows);
    expect(counts(again.body, 'outcome')).toEqual({ duplicate: 120 });
  });

  it('given a case that stands, then the accusation is linked to it', async () => {
    const subject = await server.subjectOf('2023010123');
    await server.signal({ type: 'SignalRaised', data: brushing(subject) });
    await server.idle();
    const { body } = await send([row({ student: '2023010123', reference: '函8-1' })]);
    expect(body.receipts).toMatchObject([
      { outcome: 'accepted', standing: 'linked', case: expect.stringMatching(/^2027-/) },
    ]);
  });

  it('given rows that are wrong each in its way, then the others are taken all the same', async () => {
    const { body } = await send([
      row({ account: 'nobody-knows', reference: '函9-1' }),
      row({ account: 'acc-1', violation: 'theft' }),
      row({ account: 'acc-1', student: numberOf(1) }),
      row({}),
      row({ student: '1999' }),
      row({ account: 'acc-1', at: 'yesterday' }),
      row({ account: 'acc-1', extra: 1 }),
      'row',
      row({ account: 'acc-2', offering: 'NONE-1', reference: '函9-2' }),
    ]);
    expect(
      body.receipts.map(({ outcome, standing, pointer }) => standing ?? `${outcome} ${pointer}`),
    ).toEqual([
      'unknown_account',
      'invalid /violation',
      'invalid /account',
      'invalid /account',
      'invalid /student',
      'invalid /at',
      'invalid /extra',
      'invalid ',
      'unknown_offering',
    ]);
    expect(JSON.stringify(body)).not.toContain('nobody-knows');
  });

  it('given a list as CSV, then it is read alike, and given back without formulas', async () => {
    const lines = [
      'account,offering,violation,reason,reference',
      `acc-3,${OFFERING},exam_brushing,"疑似刷考, 两次",=cmd|' /C calc'!A0`,
      `acc-4,${OFFERING},exam_brushing,疑似刷考,函10-2`,
    ];
    const sent = await server.as('officer', 'li').call<ListAnswer>(`${PATH}?source=chaoxing`, {
      method: 'POST',
      body: `\ufeff${lines.join('\r\n')}\r\n`,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    });
    expect(counts(sent.body, 'outcome')).toEqual({ accepted: 2 });
    const { id } = sent.body;
    const table = await server.as('officer', 'li').get<Buffer>(`${PATH}/${id}?format=csv`);
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = table.body.toString('utf8');
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it('given who calls and what is no list, then it is refused by name', async () => {
    expect((await server.as('reviewer', 'zhao').post(PATH, {})).status).toBe(403);
    expect((await server.as('auditor', 'shen').get(`${PATH}/none`)).status).toBe(404);
    expect(await send([])).toMatchObject({ status: 400, body: { pointer: '/rows' } });
    const many = Array.from({ length: 1_001 }, () => row({ account: 'acc-1' }));
    expect(await send(many)).toMatchObject({ status: 413 });
    const text = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await server.as('officer', 'li').call(PATH, text)).status).toBe(415);
    // An officer of another college takes nothing in on this one's students.
    const foreign = await send([row({ account: 'acc-9', reference: '函11' })], 'math');
    expect(foreign.body.receipts).toMatchObject([{ outcome: 'invalid', pointer: '/offering' }]);
  });
});
