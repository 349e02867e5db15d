import { GHOST } from './cast.js';
import type { Asked, Say } from './modelled.js';
import {
  attached,
  blank,
  clockOf,
  declared,
  evenOrFew,
  handedOver,
  mayRule,
  owned,
} from './words.js';

export const each = (no: Say, guards: readonly (string | undefined)[]): void => {
  for (const guard of guards) if (guard !== undefined) no(guard, true);
};

/** Appeals to the school and to the province: every guard that a command breaks. */
export const APPEALS_ASKED = {
  file_appeal: (m, c, no, clocks) => {
    const received = c.onBehalf ? (c.data.receivedAt ?? c.at ?? c.now) : c.now;
    const named = c.data.receivedAt ?? received;
    no('TimeOutOfOrder', Math.max(named, received) > c.now || named < m.decisionServedAt);
    no(
      'AppealWindowClosed',
      m.appealed || received >= (clockOf(clocks, 'appeal')?.due ?? -Infinity),
    );
    no('ReasonMissing', c.data.grounds.length === 0 || blank(c.data.text));
    no('UnknownReference', !owned(m, c.actor, c.data.attachments));
  },
  stay_execution: (m, { actor, data }, no) => {
    each(no, [mayRule(m, actor.person)]);
    no('InterestNotDeclared', !declared(m, [actor.person]));
    no('ReasonMissing', blank(data.reason));
  },
  decide_appeal: (m, { actor, data }, no) => {
    each(
      no,
      [actor.person, ...data.members].map((person) => mayRule(m, person)),
    );
    no('QuorumNotMet', evenOrFew(data.members));
    no('ResultContradictory', data.result === 'upheld' && data.recommend !== undefined);
    no('InterestNotDeclared', !declared(m, [actor.person, ...data.members]));
    no('PersonHasNoPart', data.members.includes(GHOST));
    no('ReasonMissing', blank(data.reasons));
  },
  file_provincial_appeal: (m, { actor, data, now, onBehalf }, no, clocks) => {
    const paper = data.attachment ?? onBehalf?.attachment;
    no('UnknownReference', !owned(m, actor, [paper]));
    if (m.ruling === undefined || m.provinceConcluded) return no('AppealWindowClosed', true);
    const clock = clockOf(clocks, 'provincial_appeal');
    if (clock === undefined || !handedOver(m, 'appeal_decision', m.ruling.at))
      return no('WrongState', true);
    no('TimeOutOfOrder', data.filedAt < clock.start || data.filedAt > now);
    no('AppealWindowClosed', (paper === undefined ? now : data.filedAt) >= clock.due);
  },
  decide_provincial_appeal: (m, { data, now }, no) => {
    no('TimeOutOfOrder', data.receivedAt < m.filedAt || data.receivedAt > now);
    no('ReasonMissing', blank(data.ground));
    no('UnknownReference', !attached(m, [data.attachment]));
  },
} satisfies Partial<Asked>;
