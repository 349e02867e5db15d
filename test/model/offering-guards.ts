import type { OfferingFinding } from '../../libs/cases/compliance/offering-finding.js';
import { COLLEGE_OF } from './cast.js';
import type { Asked } from './modelled.js';
import type { Reference } from './reference.js';
import { attached, blank, declared } from './words.js';

export const blocking = (findings: readonly OfferingFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'block');

/** A rule is the same in each version of the regulation: `qhnu-online@1#19-1` and `@2#19-1`. */
const rule = ({ code, article }: OfferingFinding): string =>
  [code, ...article.split('#').map((part) => part.split('@')[0])].join();

/** Whether the offering still has one of those that the college was notified of. */
export const persists = ({ toCollege, standing }: Reference): boolean =>
  (toCollege?.findings ?? []).some((one) => standing.map(rule).includes(rule(one)));

const teaches = (m: Reference, person: string): boolean =>
  m.owner === person || m.teachers.includes(person);

export const OFFERING_ASKED: Asked = {
  open_compliance: (m, { actor, data }, no) => {
    const byMachine = actor.role === 'system';
    no('UnknownReference', byMachine ? !blocking(data.findings) : data.findings.length === 0);
    no('WrongState', !byMachine && !(m.student === undefined && m.place === 'gone'));
  },
  notify_college: (m, { data }, no) => {
    const codes = m.standing.map(({ code }) => code);
    no('ReasonMissing', blank(data.facts));
    no('NoticeIncomplete', m.college === undefined || data.findings.length === 0);
    no('UnknownReference', !data.findings.every((code) => codes.includes(code)));
    no('DeadlineFloor', data.answerDays !== undefined && data.answerDays < 1);
  },
  answer_college: (m, { actor, data }, no) => {
    const { role, person } = actor;
    const speaks = role === 'teacher' ? teaches(m, person) : serves(m, person);
    no('PersonHasNoPart', !speaks || m.toCollege?.by === person);
    no('ReasonMissing', blank(data.text));
    no('UnknownReference', !attached(m, data.attachments ?? []));
  },
  conclude_compliance: (m, { actor, data }, no) => {
    const { person } = actor;
    no('ConfirmerIsIssuer', m.toCollege?.by === person);
    no('PersonHasNoPart', teaches(m, person) || m.answerers.includes(person));
    no('InterestNotDeclared', !declared(m, [person]));
    no('ReasonMissing', blank(data.facts));
    no('FindingStands', data.outcome === 'remedied' && persists(m));
    no('FindingRemedied', data.outcome === 'persisted' && !persists(m));
  },
};

const serves = (m: Reference, person: string): boolean =>
  m.college !== undefined && COLLEGE_OF[person] === m.college;
