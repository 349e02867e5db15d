import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { judgesIn, judgesNamed } from './judges.js';

const event = (type: string, person: string, data: object = {}): RecordedEvent => ({
  ...{ id: type, stream: 'case-1', version: 1, position: 1, type, salt: '00' },
  data: { by: person, at: 0, ...data },
  metadata: { at: '2026-03-03T00:00:00Z', actor: { role: 'officer', person } },
});

const EVENTS = [
  event('CaseClaimed', 'ding'),
  event('InvestigationOpened', 'li', { investigators: ['wang'] }),
  event('InvestigatorAdded', 'ding', { person: 'qian' }),
  event('FindingApproved', 'zhao'),
  event('LegalReviewRecorded', 'fang'),
  event('CommitteeConvened', 'chen', { members: ['chen', 'sun'], chair: 'chen', secretary: 'he' }),
  event('AppealDecided', 'an', { members: ['an', 'bai'] }),
];

describe('who is named to the student by id', () => {
  it('given a case, then those who investigate, review, sit and decide, each once', () => {
    const judges = ['li', 'wang', 'qian', 'zhao', 'chen', 'sun', 'he', 'an', 'bai'];
    expect([...judgesIn(EVENTS)]).toEqual(judges);
  });

  it('given the short path, then whoever confirmed it, not whoever gave notice', () => {
    const events = [event('ObjectionInvited', 'li'), event('CaseConfirmed', 't-17')];
    expect([...judgesIn(events)]).toEqual(['t-17']);
  });

  it('given a view, then other staff are coded as in the file, the student and judges are not', () => {
    const view = { by: 'ding', opinion: { by: 'fang' }, chair: 'chen', said: { by: 'me' } };
    expect(judgesNamed(EVENTS, 'me')(view)).toEqual({
      ...{ by: 'officer-1', opinion: { by: 'officer-5' } },
      ...{ chair: 'chen', said: { by: 'me' } },
    });
  });
});
