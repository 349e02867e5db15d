import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, repeated, round } from '../reading.js';
import { easeOf, type Ease } from '../sittings/beyond-ability.js';
import { allSittings, firstSittings, lasted, type Sat } from '../sittings/class.js';
import type { SittingDay } from '../sittings/sitting.js';
import { counted, lasting } from '../wording.js';
import { classTimes, type ClassTimes } from './class-times.js';
import { itemwise, type Itemwise } from './itemwise.js';
import { defaults, type Limits } from './limits.js';
import { QUICK_PERSON, quickness } from './own-pace.js';
import { thinks } from './own-spread.js';
import { sharesMistakes } from './shared-mistakes.js';
import { tempoOf, type Tempo } from './tempo.js';
import { weighHaste, type Hasty } from './weigh.js';

type Days = readonly Measured<SittingDay>[];

const HEARD = 3;
const SPOKEN_OF = 1;
const MOST = 12;
/** A class of which many are hasty has a habit or a known paper: never a case. */
const MOST_OF_HABIT = 5;

/** Haste alone, as uneven as the class's own answers, may be an able person's who knows the matter: never a case. */
const MOST_OF_THINKER = 5;
/** Answers that came with another's mistakes were passed on: answer-similarity's to judge, no program's work. */
const MOST_PASSED_ON = 4;

/** One finding per student who answers rightly in less time than anybody of the class needs. */
export function concludeHaste(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const all = allSittings(days);
  const byPaper = firstSittings(all);
  const times = new Map(
    [...byPaper].map(([assessment, own]) => [assessment, classTimes(own, limit)]),
  );
  const eases = new Map([...byPaper].map(([assessment, own]) => [assessment, easeOf(own)]));
  const first = all.filter(({ again }) => !again);
  const bySubject = [...groupBy(first, ({ subject }) => subject)]
    .flatMap(([subject, sittings]) => {
      const hasty = hastyOf(sittings, times, limit);
      return hasty.length === 0 ? [] : [accusedOf(subject, hasty, { sittings, times, eases })];
    })
    .filter(({ sum }) => sum >= HEARD)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const students = new Set(all.map(({ subject }) => subject)).size;
  const most = bySubject.length > students * limit.habitShare ? MOST_OF_HABIT : MOST;
  return bySubject.map(({ sum, ...one }) => {
    const passedOn = sharesMistakes(
      one.own.map(({ sitting }) => sitting),
      byPaper,
    );
    const llr = round(Math.min(passedOn ? MOST_PASSED_ON : most, sum), 3);
    return findingOf({ ...one, offering, passedOn, llr }, limit);
  });
}

type Times = ReadonlyMap<string, ClassTimes>;

/** All first sittings of one student, and what the class shows of their papers. */
interface Known {
  readonly sittings: readonly Sat[];
  readonly times: Times;
  readonly eases: ReadonlyMap<string, Ease>;
}

/** Hasty sittings of one person, weighed by what own other papers say of the person's tempo. */
function hastyOf(own: readonly Sat[], times: Times, limit: Limits): readonly Hasty[] {
  const weighed = (quickest: number): readonly Hasty[] =>
    own.map((sitting) =>
      weighHaste(sitting, known(times.get(sitting.assessment)), limit, quickest),
    );
  const heard = ({ nats }: Hasty): boolean => nats >= SPOKEN_OF;
  const first = weighed(QUICK_PERSON);
  const leisurely = first.filter(({ nats }) => nats === 0).map(({ sitting }) => sitting);
  return first.some(heard) ? weighed(quickness(leisurely, times)).filter(heard) : [];
}

/**
 * Times that follow the items speak for the papers that they are of: all under suspicion together, and each
 * long one by itself, for somebody may type in homework and read quickly in an examination.
 */
function accusedOf(subject: string, own: readonly Hasty[], { sittings, times, eases }: Known) {
  const hasty = own.map(({ sitting }) => sitting);
  const followed = itemwise(hasty, times);
  const together = Math.min(MOST, sumOf(own)) - followed.nats;
  const thinking = thinks(hasty, times);
  const tempo = tempoOf(hasty, sittings, times, eases);
  const single = own.map((one) => ({
    ...one,
    nats: Math.max(0, one.nats - itemwise([one.sitting], times).nats),
  }));
  const most = Math.min(tempo.most, thinking ? MOST_OF_THINKER : MOST);
  return { subject, own, followed, thinking, tempo, sum: Math.min(most, together, sumOf(single)) };
}

/** The strongest sitting counts whole, each further one a third and a bit: whoever is able and quick is so in each. */
const sumOf = (own: readonly Hasty[]): number =>
  repeated(
    own.map(({ nats }) => nats),
    0.35,
  );

interface Accused {
  readonly subject: string;
  readonly offering: string;
  readonly own: readonly Hasty[];
  readonly followed: Itemwise;
  readonly thinking: boolean;
  readonly tempo: Tempo;
  readonly passedOn: boolean;
  readonly llr: number;
}

function findingOf(accused: Accused, limit: Limits): Finding {
  const { subject, offering, own, followed, thinking, tempo, passedOn, llr } = accused;
  const quick = own.reduce((sum, one) => sum + one.quick, 0);
  const refs = own.flatMap(({ sitting }) =>
    sitting.refs.map((id) => ({ source: sitting.source, id })),
  );
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(refs),
    numbers: [
      { name: 'sittings', value: own.length, threshold: 1, unit: 'sittings' },
      ...(quick > 0
        ? [
            {
              name: 'quick_right_answers',
              value: quick,
              threshold: limit.fewestItems,
              unit: 'items',
            },
          ]
        : []),
    ],
    reason: reasonOf(own),
    innocent: [
      ...INNOCENT,
      readsQuickly(followed),
      knowsIt(thinking),
      ownTempo(tempo),
      isPassedOn(passedOn),
    ],
    firstAt: own.reduce((least, { sitting }) => Math.min(least, sitting.from), Infinity),
    lastAt: own.reduce((most, { sitting }) => Math.max(most, sitting.to), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: median(own.map(({ times }) => times.n)) ?? 0 }],
  };
}

function reasonOf(own: readonly Hasty[]): Finding['reason'] {
  const took = lasting(median(own.map(({ sitting }) => lasted(sitting))) ?? 0);
  const usual = median(own.map(({ times }) => times.usualSec)) ?? 0;
  const class_ = lasting(usual);
  return {
    zh: `在 ${own.length} 次测验中，该账号约 ${took.zh}即答完且几乎全对${usual > 0 ? `，而同班同学答对这些题通常共需约 ${class_.zh}` : '，远少于同班得分相近者'}。`,
    en: `In ${counted(own.length, 'sitting')} this account finished in about ${took.en} with nearly everything right${usual > 0 ? `, where the class usually needs about ${class_.en} for these items` : ', far less than others with such a score'}.`,
  };
}

const readsQuickly = ({ nats, items }: Itemwise): InnocentExplanation => ({
  name: 'reads_quickly',
  tested:
    "whether the times follow the items as the class's do: a quick reader takes longer over long ones",
  outcome: items > 0 && nats < 1 ? 'unlikely' : 'possible',
});

const knowsIt = (thinking: boolean): InnocentExplanation => ({
  name: 'knows_the_matter',
  tested:
    "whether the answers are spread about their middle as widely as the class's, as those of a quick person who thinks are; no case rests on such haste",
  outcome: thinking ? 'possible' : 'unlikely',
});

const ownTempo = ({ most, beyond }: Tempo): InnocentExplanation => ({
  name: 'quick_by_habit',
  tested:
    "too fast for anybody to read, right beyond the person's ability, quicker than people are known to be, at leisure in other papers; a tempo of one's own makes no case",
  outcome: most === Infinity || beyond >= 3 ? 'unlikely' : 'possible',
});

const isPassedOn = (passedOn: boolean): InnocentExplanation => ({
  name: 'answers_of_another',
  tested:
    "mistakes in common with a classmate, against the class's: answers passed on are a leak, not a program's",
  outcome: passedOn ? 'possible' : 'unlikely',
});

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'gives_up',
    tested:
      'sittings with less than two thirds right are left out, with less than four fifths count less',
    outcome: 'excluded',
  },
  {
    name: 'second_attempt',
    tested: 'only the first sitting of an assessment is judged',
    outcome: 'excluded',
  },
  {
    name: 'worked_on_paper',
    tested:
      'homework counts a third; quick answers behind a wait as long as the class needs count nothing',
    outcome: 'unlikely',
  },
  {
    name: 'able_student',
    tested:
      'an able student is taken to undercut the quickest tenth of right answers four times in ten; a single quiz makes no case',
    outcome: 'unlikely',
  },
];
