import type { Violation } from '../../detection/violation.js';
import type { CommandPayloads } from '../commands.js';
import {
  CONTEXT,
  DAY,
  delivery,
  evidence,
  FLAG,
  HOUR,
  Journey,
  machine,
  officer,
  reviewer,
  student,
  text,
} from './journey.js';

export const ART25 = 'qhnu-online@1#25';
export const ART17 = 'qhnu-online@1#17';

/** The journey's clauses, with those of the short path. */
export const SHORT_CONTEXT = {
  ...CONTEXT,
  clauses: {
    ...CONTEXT.clauses,
    restsOn: (reference: string, kind: string) =>
      reference === (kind === 'excessive_absence' ? ART17 : ART25),
    kindOf: (reference: string) =>
      reference === ART25 || reference === ART17
        ? ('other' as const)
        : CONTEXT.clauses.kindOf(reference),
  },
};

export const SHORT_NOTICE: CommandPayloads['issue_notice'] = {
  facts: text('no login in the whole term'),
  clauses: [ART25],
  evidence: ['E-001'],
  proposed: { outcome: 'absent_zero' },
  rights: ['statement', 'defence'],
};

export const ABSENCE_NOTICE: CommandPayloads['issue_notice'] = {
  ...SHORT_NOTICE,
  clauses: [ART17],
  proposed: { outcome: 'disqualified' },
};

export const CONFIRMATION: CommandPayloads['confirm'] = {
  outcome: 'absent_zero',
  facts: text('no login in the whole term'),
  answer: text('the platform was up'),
};

type Kind = Extract<Violation, 'non_participation' | 'excessive_absence'>;
type Step = (journey: Journey, violation: Kind) => void;

/** The short path, stop by stop, in order; with an objection. */
export const SHORT_STOPS = {
  short_flagged: (j, violation) => j.do(machine, 'flag', { ...FLAG, violation }),
  short_triage: (j) => {
    j.advance(HOUR).do(officer('li'), 'claim', {});
    j.do(officer('li'), 'add_evidence', evidence());
  },
  invited: (j, violation) =>
    j
      .advance(HOUR)
      .do(
        officer('li'),
        'issue_notice',
        violation === 'non_participation' ? SHORT_NOTICE : ABSENCE_NOTICE,
      ),
  objection_open: (j) => j.advance(HOUR).do(officer('li'), 'record_delivery', delivery(j)),
  objection_closed: (j) => {
    j.advance(HOUR).do(student, 'object', { text: text('I was in hospital') });
    j.do(reviewer, 'declare_interest', { conflict: false });
  },
  confirmed: (j, violation) => {
    const outcome = violation === 'non_participation' ? 'absent_zero' : 'disqualified';
    j.advance(HOUR).do(reviewer, 'confirm', { ...CONFIRMATION, outcome });
  },
  confirmation_served: (j) =>
    j.advance(HOUR).do(officer('li'), 'record_delivery', delivery(j, { document: 'decision' })),
  short_final: (j) => j.advance(15 * DAY).do(machine, 'fire_deadline', { name: 'appeal' }),
  short_executed: (j) =>
    j.do(machine, 'note_acknowledgement', { outcome: 'o-2', status: 'accepted', settles: true }),
} satisfies Record<string, Step>;

export type ShortStop = keyof typeof SHORT_STOPS;
export const SHORT_STOP_NAMES = Object.keys(SHORT_STOPS) as ShortStop[];
export const isShortStop = (name: string): name is ShortStop => Object.hasOwn(SHORT_STOPS, name);

/** A case of the short path that has come as far as `stop`. */
export const shortCaseAt = (stop: ShortStop, violation: Kind = 'non_participation'): Journey => {
  const journey = new Journey(SHORT_CONTEXT);
  for (const [name, step] of Object.entries(SHORT_STOPS) as [ShortStop, Step][]) {
    step(journey, violation);
    if (name === stop) break;
  }
  return journey;
};
