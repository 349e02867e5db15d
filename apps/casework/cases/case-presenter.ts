import { Inject, Injectable } from '@nestjs/common';
import { attentionOf } from '../../../libs/cases/attention.js';
import { judgesNamed } from '../../../libs/case-file/disclosure/judges.js';
import { partOf, peopleOf } from '../../../libs/cases/case-row.js';
import { outcomeOf } from '../../../libs/cases/decided-outcome.js';
import { publishedStatus } from '../../../libs/cases/published-status.js';
import type { Evidence } from '../../../libs/cases/evidence.js';
import { relationsOf } from '../../../libs/cases/relations.js';
import type { Stage } from '../../../libs/cases/stage.js';
import type { Case } from '../../../libs/cases/state.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { ROSTER, VAULT } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { without } from '../shared/without.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { attachmentsFor } from './attachments-for.js';
import { CaseDesk, type CaseHistory } from './case-desk.js';
import { revealing, sha256, type Reveal } from './reveal.js';
import { forStudent, saidToStudent, STUDENTS_EVENTS } from './students-view.js';
import { CASE_READERS, inScope, scopeOf } from './visibility.js';

/** Shapes a case, its history and its evidence for a caller. */
@Injectable()
export class CasePresenter {
  constructor(
    private readonly desk: CaseDesk,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** The whole case; the student's own view of it for a student. */
  async view(found: Case, caller: Principal): Promise<Record<string, unknown>> {
    const reveal = await this.revealer(found, found);
    const evidence = await this.items(found, caller);
    const view = { ...head(found, reveal), evidence, ...body(found, reveal) };
    if (caller.role !== 'student') return view;
    const history = await this.historyOf(found);
    const attachments = new Set(attachmentsFor(caller, found, history).map(({ id }) => id));
    return named(found, history)(forStudent(view, attachments));
  }

  /** After a command: somebody who may run it without reading the case learns where it stands. */
  async afterCommand(found: Case, caller: Principal): Promise<Record<string, unknown>> {
    const reads =
      CASE_READERS.includes(caller.role) && inScope(scopeOf(caller, this.roster), found);
    if (reads) return this.view(found, caller);
    const { id, status, version } = head(found, (value) => value);
    return { id, status, version };
  }

  async history(
    found: Case,
    history: CaseHistory,
    caller: Principal,
  ): Promise<readonly Record<string, unknown>[]> {
    const own = caller.role === 'student';
    const shown = own ? history.filter(({ type }) => STUDENTS_EVENTS.has(type)) : history;
    const reveal = await this.revealer(found, shown);
    const items = shown.map(({ version, type, metadata, data }) => ({
      version,
      type,
      ...(reveal({ at: Date.parse(metadata.at) }) as object),
      actor: reveal({ role: metadata.actor.role, person: metadata.actor.person }),
      data: dataShown(reveal(withoutOthers(data)), caller),
    }));
    return own ? named(found, history)(items) : items;
  }

  async evidence(found: Case, caller: Principal): Promise<readonly Record<string, unknown>[]> {
    const items = await this.items(found, caller);
    return caller.role === 'student' ? named(found, await this.historyOf(found))(items) : items;
  }

  /** Items as published; a student sees those that the notice rests on, and not which linked case has them too. */
  private async items(found: Case, caller: Principal): Promise<readonly Record<string, unknown>[]> {
    const own = caller.role === 'student';
    const noticed = noticeOf(found.stage)?.evidence ?? [];
    const items = found.facts.evidence.filter(({ id }) => !own || noticed.includes(id));
    const reveal = await this.revealer(found, items);
    const copies = await this.vault.get(items.map(({ copy }) => copy.vault));
    return items.map((item) => {
      const entry = copies.get(item.copy.vault);
      const told = own ? without(item, 'shared') : item;
      return evidenceItem(told, entry ? sha256(entry.bytes) : null, reveal);
    });
  }

  /** The events that the case is folded from. */
  private async historyOf({ facts }: Case): Promise<CaseHistory> {
    return (await this.desk.history(facts.id)).slice(0, facts.version);
  }

  private revealer({ facts }: Case, values: unknown): Promise<Reveal> {
    const { vault, roster } = this;
    const { student: subject } = facts;
    const number = subject === undefined ? null : (roster.numberOf(subject) ?? null);
    const { zone } = this.installation;
    return revealing(values, { vault, zone, subject, number });
  }
}

/** Subject ids stand for nobody outside. */
const withoutOthers = (data: object): object => without(data as Evidence, 'others');

const dataShown = (data: unknown, { role }: Principal): unknown =>
  role === 'student' ? saidToStudent(data) : data;

/** Of the staff a student is told by id who judges the case; codes stand for the others. */
const named = ({ facts }: Case, history: CaseHistory): (<View>(view: View) => View) => {
  const shown = judgesNamed(history, facts.student ?? '');
  return <View>(view: View) => shown(view) as View;
};

const noticeOf = (stage: Stage) => {
  if ('notice' in stage) return stage.notice;
  return stage.status === 'suspended' && 'notice' in stage.resumes
    ? stage.resumes.notice
    : undefined;
};

const head = (found: Case, reveal: Reveal) => {
  const { facts, stage } = found;
  return {
    id: facts.id,
    family: facts.family,
    violation: facts.violation,
    part: partOf(found),
    student: reveal(facts.student ?? null),
    offering: facts.course.offering,
    college: facts.course.college ?? null,
    status: publishedStatus(stage),
    score: facts.score,
    threshold: facts.threshold,
    version: facts.version,
  };
};

/** The stage under its published name, also the one that a suspended case goes back to. */
const shown = (stage: Stage): object => ({
  ...stage,
  status: publishedStatus(stage),
  ...('resumes' in stage && { resumes: shown(stage.resumes) }),
});

const body = (found: Case, reveal: Reveal) => {
  const { facts, stage } = found;
  const seats = without(facts.people, 'tookPart');
  const all = peopleOf(found).filter((one) => one !== facts.student);
  return {
    signals: facts.signals.map(({ id }) => id),
    ...(facts.family === 'course_compliance' && { findings: facts.findings }),
    people: { ...seats, all, acts: actsOf(found, reveal), separation: reveal(facts.separation) },
    deadlines: reveal(facts.deadlines),
    outcome: reveal(outcomeOf(found)),
    links: facts.links,
    attention: attentionOf(found),
    attachments: (reveal(facts.attachments) as Record<string, unknown>[]).map(
      ({ content, ...rest }) => ({ ...rest, ...(content as object | null) }),
    ),
    enrolled: facts.course.enrolled,
    policyVersion: facts.policyVersion,
    stayed: facts.stayed,
    referrals: reveal(facts.referrals),
    execution: facts.execution,
    deliveries: reveal(facts.deliveries),
    consents: reveal(facts.consents),
    stage: reveal(shown(stage)),
  };
};

/** Who is what on the case, and did what: separation of duties can be read off it. */
const actsOf = (found: Case, reveal: Reveal) => {
  const { deeds } = found.facts;
  return [...new Set(deeds.map(({ person }) => person))].map((person) => ({
    person,
    relations: relationsOf(found, person),
    did: reveal(
      deeds.filter((deed) => deed.person === person).map((deed) => without(deed, 'person')),
    ),
  }));
};

const evidenceItem = (item: Omit<Evidence, 'shared'>, hash: string | null, reveal: Reveal) => {
  const { copy, by, at, ...rest } = item;
  return {
    ...(reveal(without(rest, 'others')) as Record<string, unknown>),
    sha256: hash,
    size: copy.size,
    addedBy: by,
    ...(reveal({ at }) as object),
  };
};
