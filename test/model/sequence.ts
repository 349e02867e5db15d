import type { ModelledName } from './modelled.js';
import { caseDecider } from '../../libs/cases/case.decider.js';
import { attentionOf } from '../../libs/cases/attention.js';
import { outcomeOf } from '../../libs/cases/decided-outcome.js';
import { fileEntriesOf } from '../../libs/outcomes/student-file.js';
import { besideShown } from './words.js';
import { listed } from './student-file.js';
import { publishedStatus } from '../../libs/cases/published-status.js';
import type { CaseCommand } from '../../libs/cases/commands.js';
import type { CaseEvent } from '../../libs/cases/events.js';
import type { Case, CaseState } from '../../libs/cases/state.js';
import {
  CONTEXT,
  COURSE,
  DAY,
  HOUR,
  MACHINE,
  OWNER,
  STAFF,
  START,
  STUDENT,
  TEACHERS,
} from './cast.js';
import { CLOSED, placesOf, refusedAtTheDoor, TABLE } from './entrance.js';
import { FINAL, GROUP } from './findings.js';
import type { Clocks } from './clocks.js';
import { brokenBy, type Command } from './guards.js';
import { carryOut } from './moves.js';
import { Payloads } from './payloads.js';
import { planOf, type Plan } from './plan.js';
import { toEnd } from './offering-purpose.js';
import { towards } from './purpose.js';
import { Random } from './random.js';
import { Reference } from './reference.js';
import type { Step } from './step.js';

/** What one sequence came to: how often each guard refused, and where the case has been. */
export interface Told {
  readonly refusals: Map<string, number>;
  readonly places: Set<string>;
  accepted: number;
  readonly events: CaseEvent[];
  readonly state: Case;
}

const NAMES = Object.keys(TABLE) as ModelledName[];
const decider = caseDecider(CONTEXT);

/**
 * One random life of one case, each command answered by the decider and by the reference: they
 * must agree on whether it is accepted, on a guard that it breaks, and on where the case stands.
 * Throws with the seed and the commands when they do not.
 */
export class Sequence {
  private readonly random: Random;
  private readonly plan: Plan;
  private readonly m = new Reference();
  private readonly commands: string[] = [];
  private state: CaseState;
  private now = START;
  private readonly events: CaseEvent[] = [];
  private readonly refusals = new Map<string, number>();
  private readonly places = new Set<string>();
  private accepted = 0;

  constructor(
    readonly seed: number,
    private readonly after: (events: readonly CaseEvent[], state: Case) => void,
  ) {
    this.random = new Random(seed);
    this.plan = planOf(this.random);
    this.flag();
  }

  run(): Told {
    let left = this.plan.length;
    while (left-- > 0) this.one();
    if (this.m.student === undefined) this.end();
    this.been();
    const { refusals, places, accepted, events } = this;
    return { refusals, places, accepted, events, state: this.case };
  }

  private get case(): Case {
    if (!this.state) throw this.failure('the case was never flagged');
    return this.state;
  }

  private get clocks(): Clocks {
    return this.case.facts.deadlines;
  }

  private flag(): void {
    const { violation, enrolled } = this.plan;
    if (violation === 'course_compliance') return this.open();
    const signal = {
      id: 'sig-1',
      detector: 'd',
      detectorVersion: '1',
      state: 'raised',
      revision: 1,
      score: 0.97,
    } as const;
    this.m.violation = violation;
    this.m.enrolled = enrolled;
    this.m.short = violation === 'excessive_absence' || violation === 'non_participation';
    const data = {
      ...{
        id: 'case-1',
        student: STUDENT,
        violation,
        score: 0.97,
        threshold: 0.9,
        signals: [signal],
      },
      ...{
        policyVersion: '1',
        course: { offering: 'CS101', owner: OWNER, teachers: TEACHERS, enrolled },
      },
    };
    this.decide({ type: 'flag', actor: MACHINE, now: this.now, data });
  }

  /** By the machine on what blocks, or by an officer on what only warns. */
  private open(): void {
    const byOfficer = this.random.chance(0.3);
    const findings = byOfficer ? [GROUP] : [FINAL, GROUP];
    Object.assign(this.m, { student: undefined, signals: [], standing: findings });
    this.m.place = byOfficer ? 'triage' : 'flagged';
    const data = { id: 'case-1', course: COURSE, findings, policyVersion: '1' };
    const actor = byOfficer ? { role: 'officer', person: 'o1' } : MACHINE;
    this.decide({ type: 'open_compliance', actor, now: this.now, data });
  }

  private one(): void {
    this.been();
    this.obey(this.random.chance(this.plan.purpose) ? this.useful() : this.noise());
  }

  private been(): void {
    const { short, student, place } = this.m;
    this.places.add(student === undefined ? `offering ${place}` : short ? `short ${place}` : place);
  }

  /** Whatever happened before, a case about an offering can be brought to an end by others. */
  private end(): void {
    for (let left = 12; !CLOSED.includes(this.m.place); left -= 1) {
      if (left === 0) throw this.failure(`no way out of ${this.m.place}`);
      this.obey(this.commandOf(toEnd(this.m)));
    }
  }

  private obey(command: Command): void {
    this.commands.push(JSON.stringify(command));
    const door = refusedAtTheDoor(this.m, command);
    const broken = door.length > 0 ? new Set(door) : brokenBy(this.m, command, this.clocks);
    const { clocks } = this;
    const guard = this.decide(command);
    if (guard === undefined && broken.size > 0)
      throw this.failure(`accepted, but breaks ${[...broken].join(', ')}`);
    if (guard !== undefined && !broken.has(guard))
      throw this.failure(`refused by ${guard}, but breaks ${[...broken].join(', ') || 'nothing'}`);
    if (guard === undefined) carryOut(this.m, command, clocks);
    const stands =
      this.case.stage.status === 'withdrawn_flag' ? 'gone' : publishedStatus(this.case.stage);
    if (stands !== this.m.place) throw this.failure(`stands in ${stands}, not in ${this.m.place}`);
    if (this.m.student !== undefined) this.compareStanding();
  }

  /** What is held against the student: by the decision, and in the student's file. */
  private compareStanding(): void {
    const kind = outcomeOf(this.case)?.kind;
    if (kind !== this.m.verdict) throw this.failure(`${kind} is in force, not ${this.m.verdict}`);
    const beside = attentionOf(this.case)
      .flatMap((one) => (one.code === 'other_result_stands' ? `${one.case} ${one.result}` : []))
      .sort();
    if (beside.join() !== besideShown(this.m).join())
      throw this.failure(`shown beside: ${beside.join()}, not ${besideShown(this.m).join()}`);
    const file = fileEntriesOf(this.case)
      .filter((entry) => entry.kind === 'decision' && entry.state !== 'due')
      .map(({ fileReference, state, withdrawalReference }) =>
        [fileReference, state, withdrawalReference].filter(Boolean).join(' '),
      );
    if (file.join() !== listed(this.m).join())
      throw this.failure(`${file.join()} in the file, not ${listed(this.m).join()}`);
  }

  /** The guard that refused, or undefined. */
  private decide(command: CaseCommand): string | undefined {
    const decision = decider.decide(command, this.state);
    if (!decision.ok) {
      const { guard } = decision.refusal;
      this.refusals.set(guard, (this.refusals.get(guard) ?? 0) + 1);
      return guard;
    }
    for (const event of decision.events) {
      this.state = decider.evolve(this.state, event);
      this.events.push(event);
    }
    this.accepted += 1;
    try {
      this.after(this.events, this.case);
    } catch (error) {
      throw this.failure((error as Error).message);
    }
    return undefined;
  }

  private useful(): Command {
    this.now += this.random.pick([0, HOUR, HOUR, DAY]);
    const { clocks } = this;
    const step = towards(this.m, this.plan, this.now, { clocks, hasty: this.random.chance(0.15) });
    const { type, actor, data } = this.commandOf(step);
    const wrong = this.random.chance(0.15);
    return {
      ...{ type, now: this.now },
      actor:
        wrong && this.random.chance(0.3) ? { ...actor, person: this.random.pick(STAFF) } : actor,
      data: wrong ? this.spoilt(type, data as object) : data,
    } as Command;
  }

  /** As it is, once the deadline that it waits for is over. */
  private commandOf({ type, actor, data, pass }: Step): Command {
    const due = this.clocks.find(({ name, state }) => name === pass && state === 'running')?.due;
    if (due !== undefined) this.now = Math.max(this.now, due);
    return { type, actor, data, now: this.now } as Command;
  }

  /** The same payload with one member as anybody might send it. */
  private spoilt(type: ModelledName, data: object): object {
    const odd = new Payloads(this.random, this.m, this.now).of(type) as Record<string, unknown>;
    const member = this.random.pick([...new Set([...Object.keys(data), ...Object.keys(odd)])]);
    return { ...data, ...(member in odd && { [member]: odd[member] }) };
  }

  private noise(): Command {
    this.now += this.random.pick([0, HOUR, DAY, 3 * DAY, 20 * DAY]);
    // At the very end of a deadline: still in time, or just too late?
    const ends = this.clocks.filter(({ due, state }) => state === 'running' && due > this.now);
    if (this.random.chance(0.1)) this.now = this.random.pick(ends)?.due ?? this.now;
    const here = NAMES.filter((name) => placesOf(this.m, name)?.includes(this.m.place));
    const type = this.random.pick(this.random.chance(0.7) ? here : NAMES);
    const data = new Payloads(this.random, this.m, this.now).of(type);
    const at = this.random.pick([
      undefined,
      undefined,
      undefined,
      this.now,
      this.now + HOUR,
      START - DAY,
    ]);
    const onBehalf = { student: STUDENT, attachment: this.m.attachments[0] ?? 'A-009' };
    const actor = this.somebody(type);
    const paper =
      actor.role === 'officer' &&
      this.random.chance(TABLE[type][0].includes('student') ? 0.9 : 0.03);
    return {
      ...{ type, actor, now: this.now, data },
      ...(at !== undefined && { at }),
      ...(paper && { onBehalf }),
    } as Command;
  }

  /** Mostly of a role that may; seldom anybody, the machine, or a stranger who is a student. */
  private somebody(type: ModelledName) {
    const mine = TABLE[type][0].split(' ');
    const others = [
      'officer',
      'reviewer',
      'committee',
      'appeals',
      'legal',
      'teacher',
      'registrar',
      'student',
      'system',
    ];
    const role = this.random.chance(0.9) ? this.random.pick(mine) : this.random.pick(others);
    if (role === 'system') return MACHINE;
    if (role === 'student')
      return { role, person: this.random.chance(0.95) ? STUDENT : 'subject-2' };
    const initial = { officer: 'o', reviewer: 'r', committee: 'c', appeals: 'a' }[role];
    const likely = STAFF.filter((person) => initial === undefined || person.startsWith(initial));
    return { role, person: this.random.pick(this.random.chance(0.8) ? likely : STAFF) };
  }

  private failure(what: string): Error {
    const { seed, commands } = this;
    return new Error(`seed ${String(seed)}: ${what}\n${commands.slice(-12).join('\n')}`);
  }
}
