import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { CaseFileInput, RawEvent } from '../case-file-input.js';
import { studentsOwn } from './students-own.js';

const SYSTEM = { role: 'system', person: 'casework' };
const LI = { role: 'officer', person: 'li' };

const event = (version: number, type: string, data: object, actor = LI): RecordedEvent => ({
  ...{ id: `e${String(version)}`, stream: 'case-1', version, position: version, type },
  data: { by: actor.person, at: 0, ...data },
  metadata: { at: '2026-03-03T00:00:00Z', actor },
  salt: '00',
});

const raw = (id: string, own: boolean): RawEvent => ({
  ...{ source: 's', id, bytes: new Uint8Array(), mode: 'structured', receivedAt: 0, own },
});

const ref = (vault: string) => ({ vault, sha256: 'x', size: 1 });

const given = (events: readonly RecordedEvent[]) => {
  const flagged = event(
    1,
    'CaseFlagged',
    { student: 'me', course: { teachers: ['t-17'] } },
    SYSTEM,
  );
  const input = {
    ...{ events: [flagged, ...events], raw: [raw('mine', true), raw('theirs', false)] },
    ...{ vault: new Map(), redacted: new Map() },
  };
  return studentsOwn(input as unknown as CaseFileInput);
};

describe('what a student gets of the own case', () => {
  it('given evidence shared with a linked case, then neither that case nor the other’s signals and events are told', () => {
    const refs = [
      { source: 's', id: 'mine' },
      { source: 's', id: 'theirs' },
    ];
    const shared = { case: '2026-000009', evidence: 'E-004' };
    const item = { id: 'E-001', events: refs, signals: ['a', 'b'], copy: ref('v'), shared };
    const added = event(2, 'EvidenceAdded', item);
    const own = given([added, event(3, 'NoticeIssued', { evidence: ['E-001'] })]);
    expect(own.event(added)).toMatchObject({
      kind: 'withheld',
      reason: 'third_party',
      extract: { data: { by: 'officer-1', events: [{ source: 's', id: 'mine' }] } },
    });
    expect(JSON.stringify(own.event(added))).not.toMatch(/2026-000009|theirs|"li"/);
    expect(own.content('v')).toBe('third_party');
    const copy = {
      signals: [
        { id: 'a', subject: 'me', reason: { zh: '我' }, score: 0.9 },
        { id: 'b', subject: 'you', reason: { zh: '你' }, score: 0.9 },
      ],
      events: refs.map((one) => ({ ...one, raw: 'x', sha256: 'h' })),
    };
    expect(own.copy(copy)).toEqual({
      signals: [{ id: 'a', reason: { zh: '我' } }],
      events: [{ source: 's', id: 'mine', sha256: 'h' }],
    });
    const view = { evidence: [{ id: 'E-001', shared }] };
    expect(own.view(view)).toEqual({ evidence: [{ id: 'E-001' }] });
  });

  it('given an event of a type that nobody thought of, then it is withheld without an extract', () => {
    const odd = event(2, 'SecretNoted', { text: ref('t') });
    expect(given([odd]).event(odd)).toEqual({ kind: 'withheld', reason: 'internal' });
  });

  it('given evidence that only an answer rests on, then it is given; that nothing rests on, not', () => {
    const items = ['E-001', 'E-002'].map((id, at) =>
      event(at + 2, 'EvidenceAdded', { id, events: [], signals: [], copy: ref(id) }),
    );
    const own = given([...items, event(4, 'PointAnswered', { point: 1, evidence: ['E-002'] })]);
    expect(own.event(items[0]!)).toEqual({ kind: 'withheld', reason: 'internal' });
    expect(own.event(items[1]!)).toMatchObject({ extract: { data: { id: 'E-002' } } });
    expect(own.content('E-002')).toBeUndefined();
  });

  it('given the student’s own paper recorded by an officer, then the officer is coded', () => {
    const paper = { recordedBy: 'li', attachment: 'A-001' };
    const filed = event(2, 'StatementFiled', { by: 'me', points: [], paper });
    const attached = event(3, 'AttachmentAdded', { id: 'A-001', content: ref('a') });
    const other = event(4, 'AttachmentAdded', { id: 'A-002', content: ref('b') });
    const own = given([filed, attached, other]);
    expect(own.event(filed)).toMatchObject({
      reason: 'third_party',
      extract: { data: { by: 'me', paper: { recordedBy: 'officer-1' } } },
    });
    expect(own.event(attached)).toMatchObject({ extract: { data: { id: 'A-001' } } });
    expect(own.event(other)).toEqual({ kind: 'withheld', reason: 'internal' });
  });

  it('given the recording of a paper left behind, then it is withheld; a receipt is given', () => {
    const delivered = (version: number, method: string, attachment: string) =>
      event(version, 'DeliveryRecorded', { method, deliveredAt: 0, proof: { attachment } });
    const papers = ['A-001', 'A-002'].map((id, at) =>
      event(at + 4, 'AttachmentAdded', { id, content: ref(id) }),
    );
    const own = given([delivered(2, 'left', 'A-001'), delivered(3, 'direct', 'A-002'), ...papers]);
    expect(own.event(papers[0]!)).toEqual({ kind: 'withheld', reason: 'internal' });
    expect(own.event(papers[1]!)).toMatchObject({ extract: { data: { id: 'A-002' } } });
  });

  it('given an act of the student’s own and one of the clock, then both are whole', () => {
    const ME = { role: 'student', person: 'me' };
    const filed = event(2, 'StatementFiled', { points: [] }, ME);
    const lapsed = event(3, 'DefenceLapsed', {}, SYSTEM);
    const own = given([filed, lapsed]);
    expect([own.event(filed), own.event(lapsed)]).toEqual([{ kind: 'whole' }, { kind: 'whole' }]);
  });
});
