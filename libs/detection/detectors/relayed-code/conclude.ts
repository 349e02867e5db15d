import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { publicLines, wanderers } from '../presence/telling-lines.js';
import { citations, known, limitsOf, median, repeated, round } from '../reading.js';
import { counted, others, spoken } from '../wording.js';
import { defaults, type RelayDay, type Limits } from './day.js';
import type { Relay, RelayMember } from './relays.js';

type Days = readonly { readonly window: string; readonly measure: RelayDay }[];

/** One finding per student who signed in by relayed codes, over all meetings of the offering. */
export function concludeRelay(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const { relays, cites } = tellingRelays(
    days.flatMap(({ measure }) => measure.relays),
    limit,
    context,
  );
  const subjects = new Set(relays.flatMap((relay) => relay.members.map((one) => one.subject)));
  return [...subjects].sort().flatMap((subject) => {
    const own = relays.filter((relay) => relay.members.some((one) => one.subject === subject));
    const llr = weigh(own, limit);
    return llr >= 3 ? [findingOf(subject, offering, own, llr, limit, cites)] : [];
  });
}

/** Without those whose line tells no place, as the term and the population show. */
function tellingRelays(all: readonly Relay[], limit: Limits, context: JudgeContext) {
  const onLines = all.flatMap(({ members }) => members.filter(({ line }) => line !== ''));
  const wander = wanderers(onLines);
  const kept = onLines.filter(({ subject }) => !wander.has(subject));
  const { lines, cites } = publicLines(kept, context.baselines);
  const tells = ({ subject, line }: RelayMember): boolean =>
    line === '' || !(wander.has(subject) || lines.has(line));
  const relays = all
    .map((relay) => ({ ...relay, members: relay.members.filter(tells) }))
    .filter(({ members }) => members.length >= limit.fewest);
  return { relays, cites };
}

/**
 * Argued, not fitted. Three accounts in one dormitory network with one code while the class is in
 * its room: reception that reaches over, a wrong entry in the register; taken as 1 in 12 (2.5), each
 * further account twice as rare (0.7). A wrong entry would stay wrong: the same student in the next
 * meeting counts 0.7 of the first.
 */
function weigh(own: readonly Relay[], limit: Limits): number {
  const nats = own.map((relay) => {
    const sure = relay.members.reduce((sum, { weight }) => sum + weight, 0);
    return Math.max(0, Math.min(7, 2.5 + 0.7 * (sure - 3) + burstNats(relay, limit)));
  });
  return Math.min(12, round(repeated(nats, 0.7), 3));
}

/** Between the first and the last of them, seconds. */
function spanSecOf({ members }: Relay): number {
  const times = members.map(({ at }) => at);
  return round((Math.max(...times) - Math.min(...times)) / 1000, 1);
}

/**
 * All at one moment, while the class takes its time: had they nothing to do with each other, as
 * unlikely as the moment is short of the class's middle half, for each but the first. Friends who sit
 * together press together: one nat for that, and 1.7 at most.
 */
function burstNats(relay: Relay, limit: Limits): number {
  const spanSec = spanSecOf(relay);
  if (spanSec > limit.burstSec) return 0;
  const each = Math.log(relay.classSec / Math.max(1, spanSec));
  return Math.max(0, Math.min(1.7, (relay.members.length - 1) * each - 1));
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly Relay[],
  llr: number,
  limit: Limits,
  cites: readonly string[],
): Finding {
  const most = own.reduce((top, relay) => Math.max(top, relay.members.length), 0);
  const span = median(own.map(spanSecOf)) ?? 0;
  const bursts = own.filter((relay) => spanSecOf(relay) <= limit.burstSec).length;
  const group = others(most);
  // The others are counted, not named: theirs are other people's data.
  const cited = own.flatMap((relay) => relay.members.filter((one) => one.subject === subject));
  const times = cited.map((one) => one.at);
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'accounts_one_code', value: most, threshold: limit.fewest, unit: 'accounts' },
      { name: 'meetings', value: own.length, threshold: 1, unit: 'meetings' },
      { name: 'at_one_moment', value: bursts, threshold: 1, unit: 'meetings' },
    ],
    reason: {
      zh: `在 ${own.length} 次课上，其他同学在校园网内签到，而该账号${group.zh}在别处约 ${spoken(span)} 秒之内使用了同一个签到码。`,
      en: `At ${counted(own.length, 'meeting')}, while others of the class signed in on the campus network, this account${group.en} used one and the same code elsewhere within about ${spoken(span)} s.`,
    },
    innocent: INNOCENT,
    firstAt: times.reduce((a, b) => Math.min(a, b), Infinity),
    lastAt: times.reduce((a, b) => Math.max(a, b), -Infinity),
    baselines: cites,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'lecture_begins',
    tested: 'sign-ins on the campus, on carriers and VPNs are left out, however many at once',
    outcome: 'excluded',
  },
  {
    name: 'network',
    tested: 'where more than a third of the class seems elsewhere the register is held to be wrong',
    outcome: 'unlikely',
  },
  {
    name: 'carrier',
    tested:
      'unregistered lines that change from one sign-in to the next, or that many accounts are on, tell no place',
    outcome: 'excluded',
  },
  {
    name: 'class_online',
    tested: 'fully online offerings and meetings without sign-ins on the campus are left out',
    outcome: 'excluded',
  },
];
