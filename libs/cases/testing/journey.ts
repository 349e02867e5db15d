import { expect } from '@jest/globals';
import type { Actor } from '../../event-sourcing/recorded-event.js';
import { chineseCalendar } from '../../regulation/chinese-calendar.js';
import type { Clauses } from '../../regulation/clauses.js';
import type { DisciplineLevel } from '../../regulation/discipline-level.js';
import { DEFAULT_LIMITS } from '../../regulation/limits.js';
import { caseDecider } from '../case.decider.js';
import type { CaseCommand, CommandName, CommandPayloads, Envelope } from '../commands.js';
import type { CaseContext } from '../context.js';
import { EXCULPATORY_ITEMS, type NoticeContent } from '../documents.js';
import type { CaseEvent } from '../events.js';
import type { Refusal } from '../refusals.js';
import { ANYBODY } from '../staff.js';
import type { Case, CaseState } from '../state.js';
import type { Text } from '../text.js';

export const ART24 = 'qhnu-online@1#24';
/** An article with items, which says what it has to be cited with. */
export const ART19 = 'qhnu-online@1#19';
export const DISCIPLINE = 'qhnu-discipline@1#9';
export const ART52 = 'moe-41#52';

const clauses: Clauses = {
  kindOf: (reference) =>
    (
      ({
        [ART24]: 'integrity',
        [ART19]: 'other',
        [`${ART19}-4`]: 'other',
        [DISCIPLINE]: 'discipline',
        [ART52]: 'expulsion',
      }) as const
    )[reference],
  isExact: (reference) => reference !== ART19,
  grounds: (reference) => reference === DISCIPLINE,
  restsOn: () => false,
  integrity: ART24,
};

export const CONTEXT: CaseContext = {
  calendar: chineseCalendar(),
  limits: DEFAULT_LIMITS,
  clauses,
  staff: ANYBODY,
};

/** A Monday morning in Xining. */
export const START = Date.parse('2026-03-02T09:00:00+08:00');
export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;

export const text = (words: string): Text => ({
  vault: `v-${words}`,
  sha256: 'ab12',
  size: words.length,
});
export const NOTHING = text('');

export const STUDENT = 'subject-7f3a';
export const machine: Actor = { role: 'system', person: 'casework' };
export const officer = (person: string): Actor => ({ role: 'officer', person });
export const committee = (person: string): Actor => ({ role: 'committee', person });
export const appeals = (person: string): Actor => ({ role: 'appeals', person });
export const reviewer: Actor = { role: 'reviewer', person: 'zhao' };
export const student: Actor = { role: 'student', person: STUDENT };
export const registrar: Actor = { role: 'registrar', person: 'registry' };

export const SIGNAL = {
  id: 'sig-1',
  detector: 'impossible-watch-time',
  detectorVersion: '1',
  state: 'raised',
  revision: 1,
  score: 0.97,
} as const;

export const FLAG: CommandPayloads['flag'] = {
  id: '2026-000001',
  student: STUDENT,
  violation: 'course_brushing',
  score: 0.97,
  threshold: 0.9,
  signals: [SIGNAL],
  policyVersion: '1',
  course: {
    offering: 'CS101-2026S-01',
    college: 'CS',
    owner: 't-17',
    teachers: ['t-17', 't-18'],
    category: 'major',
    enrolled: true,
  },
};

type Extra = Partial<Omit<Envelope, 'actor' | 'now'>>;

/** A case that is walked with the real decider; each step must be accepted. */
export class Journey {
  readonly events: CaseEvent[] = [];
  state: CaseState = undefined;

  constructor(
    readonly context: CaseContext = CONTEXT,
    public now: number = START,
  ) {}

  get case(): Case {
    if (!this.state) throw new Error('the case is not flagged yet');
    return this.state;
  }

  get status(): string {
    return this.case.stage.status;
  }

  try<Name extends CommandName>(
    actor: Actor,
    type: Name,
    data: CommandPayloads[Name],
    extra: Extra = {},
  ) {
    const command = { type, data, actor, now: this.now, ...extra } as unknown as CaseCommand;
    return caseDecider(this.context).decide(command, this.state);
  }

  do<Name extends CommandName>(
    actor: Actor,
    type: Name,
    data: CommandPayloads[Name],
    extra: Extra = {},
  ): readonly CaseEvent[] {
    const decision = this.try(actor, type, data, extra);
    if (!decision.ok)
      throw new Error(`${type}: ${decision.refusal.guard}, ${decision.refusal.detail}`);
    for (const event of decision.events) {
      this.state = caseDecider(this.context).evolve(this.state, event);
      this.events.push(event);
    }
    return decision.events;
  }

  refusal<Name extends CommandName>(
    actor: Actor,
    type: Name,
    data: CommandPayloads[Name],
    extra: Extra = {},
  ): Refusal | undefined {
    const decision = this.try(actor, type, data, extra);
    return decision.ok ? undefined : decision.refusal;
  }

  /** The named guard refuses; an accepted command or another guard fails the test. */
  refuses<Name extends CommandName>(
    guard: Refusal['guard'],
    actor: Actor,
    type: Name,
    data: CommandPayloads[Name],
    extra: Extra = {},
  ): void {
    expect(this.refusal(actor, type, data, extra)?.guard).toBe(guard);
  }

  advance(ms: number): this {
    this.now += ms;
    return this;
  }
}

export const FINDING: CommandPayloads['submit_finding'] = {
  established: true,
  part: 'participant',
  facts: text('a term in one night'),
  clauses: [ART24],
  evidence: ['E-001'],
  exculpatory: [],
  proposed: { outcome: 'grade_void' },
};

export const NOTICE: NoticeContent = {
  facts: text('a term in one night'),
  clauses: [ART24],
  evidence: ['E-001'],
  proposed: { outcome: 'grade_void' },
  rights: ['statement', 'defence', 'recusal', 'agent'],
};

export const DECISION: CommandPayloads['decide'] = {
  outcome: 'grade_void',
  facts: text('a term in one night'),
  clauses: [ART24],
  evidence: ['E-001'],
};

const LEVELLED = { clauses: [ART24, DISCIPLINE, ART52], evidence: ['E-001', 'E-002'] };

/** The same three papers with a discipline level, its second clause and its second source. */
export const withLevel = (level: DisciplineLevel) => ({
  finding: {
    ...FINDING,
    ...LEVELLED,
    exculpatory: EXCULPATORY_ITEMS.map((item) => ({ item, considered: text(`no ${item}`) })),
    proposed: { outcome: 'grade_void', level },
  } satisfies CommandPayloads['submit_finding'],
  notice: {
    ...NOTICE,
    ...LEVELLED,
    proposed: { outcome: 'grade_void', maxLevel: level },
  } satisfies NoticeContent,
  decision: {
    ...DECISION,
    ...LEVELLED,
    level,
    ...(level !== 'expulsion' && { periodMonths: 6 }),
  } satisfies CommandPayloads['decide'],
});

export const evidence = (
  more: Partial<CommandPayloads['add_evidence']> = {},
): CommandPayloads['add_evidence'] => ({
  sourceClass: 'telemetry',
  title: text('heartbeats'),
  events: [{ source: 'chaoxing', id: 'c-8812' }],
  signals: ['sig-1'],
  bearing: 'inculpatory',
  copy: text('the raw bytes'),
  ...more,
});

export const delivery = (
  journey: Journey,
  more: Partial<CommandPayloads['record_delivery']> = {},
): CommandPayloads['record_delivery'] => ({
  document: 'notice',
  method: 'direct',
  delivered: true,
  deliveredAt: journey.now,
  proof: { text: text('signed receipt') },
  ...more,
});

export const MEMBERS = ['c1', 'c2', 'c3'];

export const vote3 = (journey: Journey, data: CommandPayloads['vote']): void => {
  for (const member of MEMBERS) journey.do(committee(member), 'vote', data);
};
