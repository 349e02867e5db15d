import { behaviour, unless } from '../behaviour.js';
import { sameSignals } from '../case-signal.js';
import { meetClock, startClock } from '../clocks.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact } from '../events.js';
import { signalsAfter } from '../evolution/signals-after.js';

/**
 * While nobody has acted, a flagged case exists exactly as long as its score is at or over the
 * threshold. From `claim` on the machine moves nothing: it only appends what it learned.
 */
export const updateSignals = behaviour({
  name: 'update_signals',
  roles: ['system'],
  stages: ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED],
  decide: ({ act, data, facts, stage, context }) => {
    const { score, threshold } = data;
    const signals = signalsAfter(facts.signals, data.signals, act.at);
    const changed =
      !sameSignals(signals, facts.signals) ||
      score !== facts.score ||
      threshold !== facts.threshold;
    const noticed = changed
      ? [fact('SignalsChanged', { ...act, signals: data.signals, score, threshold })]
      : [];
    const stands = score >= threshold;
    if (stage.status === 'flagged' && !stands)
      return unless([], () => [
        ...noticed,
        fact('FlagWithdrawn', { ...act, score, threshold }),
        ...meetClock(facts, act, 'triage'),
      ]);
    if (stage.status === 'withdrawn_flag' && stands)
      return unless([], () => [
        ...noticed,
        fact('FlagRestored', { ...act, score, threshold }),
        startClock(context, act, 'triage', act.at),
      ]);
    return unless([], () => noticed);
  },
});
