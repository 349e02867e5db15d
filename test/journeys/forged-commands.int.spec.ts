import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseWalk } from '../support/case-walk.js';
import { FullPath } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

interface Refused {
  readonly code?: string;
  readonly guard?: string;
  readonly pointer?: string;
}

const LI = 'officer:li';
const suspension = (until: string) => ['suspend', { reason: '停', until }] as const;
const dated = (at: string) => ['suspend', { reason: '停', at }] as const;

/** `\u202e` turns what follows round on a screen; a lone surrogate is no character at all. */
const UNPRINTABLE = ['\0', '\n', '\r\nx-evil: 1', '\x1b[2J', '\x7f', '\u2028', '\u202e', '\u2066'];

describe('commands that somebody forged', () => {
  let school: School;
  let walk: CaseWalk;
  let version: number;

  const answerTo = async (command: string, payload: object, who: `${string}:${string}` = LI) => {
    const { status, body } = await walk.post<Refused>(command, who, { ...payload });
    return { status, ...body };
  };
  const upload = async (title: string, more: Readonly<Record<string, string>> = {}) => {
    const form = new FormData();
    form.set('title', title);
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    form.set('file', new Blob(['%PDF-1.7 扫描件'], { type: 'application/pdf' }), 'a.pdf');
    const { url } = school.server.as('officer', 'li');
    const response = await fetch(new URL(`${walk.path()}/attachments`, url), {
      method: 'POST',
      headers: { authorization: 'Bearer dev:officer:li' },
      body: form,
    });
    return { status: response.status, ...((await response.json()) as Refused) };
  };

  beforeAll(async () => {
    school = await openSchool(2);
    ({ walk } = await school.flag('course_brushing'));
    await new FullPath(walk).open();
    ({ version } = await walk.now());
  });
  afterAll(() => school.close());

  it.each([
    ['a text', '7', 400],
    ['a fraction', 1.5, 400],
    ['negative', -1, 400],
    ['nothing', null, 400],
    ['a list', [7], 400],
    ['the one before', 'before', 409],
    ['one that is to come', 'after', 409],
    ['beyond all counting', 1e300, 409],
  ])('given a version that is %s, then it is refused', async (_, given, status) => {
    const expectedVersion =
      given === 'before' ? version - 1 : given === 'after' ? version + 1 : given;
    const pointer = status === 400 ? { code: 'invalid', pointer: '/expectedVersion' } : {};
    const answer = await answerTo('suspend', { reason: '停', expectedVersion });
    expect(answer).toMatchObject({ status, ...pointer });
    if (status === 409) expect(answer).toMatchObject({ code: 'wrong_version', current: version });
  });

  it.each([
    'vendor:chaoxing',
    'registrar:wu',
    'admin:root',
    'auditor:shen',
    'operator:ops',
  ] as const)('given %s, then they suspend no case', async (who) => {
    expect(await answerTo('suspend', { reason: '停' }, who)).toMatchObject({ status: 403 });
  });

  it('given a student of another case, a forged role or a forged act for somebody, then not either', async () => {
    const stranger = `student:${school.student(1)}` as const;
    expect((await answerTo('waive_defence', {}, stranger)).status).toBe(404);
    expect((await answerTo('suspend', { reason: '停', role: 'reviewer' })).pointer).toBe('/role');
    expect((await answerTo('suspend', { reason: '停', by: 'wang' })).pointer).toBe('/by');
    const posing = { onBehalfOf: school.student(1), attachment: 'A-001' };
    expect((await answerTo('waive_defence', posing)).status).toBeGreaterThanOrEqual(400);
    expect((await answerTo('flag', { score: 1 })).status).toBe(404);
    expect((await answerTo('fire_deadline', { name: 'defence' })).status).toBe(404);
    expect((await answerTo('__proto__', {})).status).toBe(404);
    expect((await answerTo('constructor', {})).status).toBe(404);
  });

  it.each([
    ['until the year 9999', ...suspension('9999-12-31'), '/until'],
    ['until the year 1', ...suspension('0001-01-01'), '/until'],
    ['until the 30th of February', ...suspension('2027-02-30'), '/until'],
    ['until six figures', ...suspension('+275760-09-13'), '/until'],
    ['at the beginning of the era', ...dated('0001-01-01T00:00:00Z'), '/at'],
    ['at the end of all dates', ...dated('9999-12-31T23:59:59Z'), '/at'],
    ['at a time without a place', ...dated('2026-03-02T09:00:00'), '/at'],
    ['at a number', 'suspend', { reason: '停', at: 1772413200000 }, '/at'],
  ])('given a case suspended %s, then the date is named', async (_, command, payload, pointer) => {
    expect(await answerTo(command, payload)).toMatchObject({ status: 400, pointer });
  });

  it('given a leap second, then it is the next second and the case can still be read', async () => {
    const { status, guard } = await answerTo('suspend', {
      reason: '停',
      at: '2016-12-31T23:59:60Z',
    });
    expect({ status, guard }).toEqual({ status: 422, guard: 'TimeOutOfOrder' });
  });

  it.each(UNPRINTABLE)('given a title with %j, then it is refused by its name', async (sign) => {
    expect(await upload(`扫描${sign}件`)).toMatchObject({
      ...{ status: 400, code: 'invalid', pointer: '/title' },
    });
  });

  it.each(['\0', '\x1b[31m', '\ud800'])(
    'given %j in a text or a name, then it is refused by its place',
    async (sign) => {
      const text = { reason: `停${sign}` };
      expect(await answerTo('suspend', text)).toMatchObject({ status: 400, pointer: '/reason' });
      const person = { person: `wang${sign}`, reason: '换' };
      expect(await answerTo('reassign', person)).toMatchObject({ status: 400, pointer: '/person' });
    },
  );

  it.each([' ', '\u3000', '\u200b\t\n', '\u00a0\ufeff'])(
    'given %j for a reason, then none was given',
    async (blank) => {
      const { status, guard } = await answerTo('suspend', { reason: blank });
      expect({ status, guard }).toEqual({ status: 422, guard: 'ReasonMissing' });
    },
  );

  it('given the same witness twice, then they are one', async () => {
    const left = { document: 'notice', method: 'left', delivered: true };
    const at = { deliveredAt: await walk.clock(), whyNotFormer: '拒收' };
    for (const again of ['张三', ' 张三', '张\u200b三']) {
      const proof = { witnesses: ['张三', again] };
      const twice = await answerTo('record_delivery', { ...left, ...at, proof });
      expect(twice).toMatchObject({ status: 400, pointer: '/proof/witnesses' });
    }
  });

  it('given all of it, then nothing was written and the server is well', async () => {
    expect((await walk.now()).version).toBe(version);
    expect((await school.server.as('officer', 'li').get('/readyz')).status).toBe(200);
  });
});
