import type { CaseEvent, CaseEventType } from '../events.js';
import type { Deed } from '../state.js';
import { isSchoolAct } from './people-after.js';

/** Acts of people beside those of the school's side before an appeal. Clocks follow by themselves. */
const OTHER_ACTS: ReadonlySet<CaseEventType> = new Set<CaseEventType>([
  'CasesLinked',
  'InterestDeclared',
  'RecusalRuled',
  'ExecutionStayRuled',
  'AppealDecided',
  'ProvincialAppealDecided',
  'ExecutionFiled',
  'LiftingFiled',
  'FileEntryWithdrawn',
  'DeadlineExtended',
]);

/** What each member of staff did on the case so far, in the order of the first time. */
export const deedsAfter = (deeds: readonly Deed[], event: CaseEvent): readonly Deed[] => {
  if ('paper' in event.data && event.data.paper)
    return done(deeds, event.data.paper.recordedBy, event.type, event.data.at);
  if (!isSchoolAct(event) && !OTHER_ACTS.has(event.type)) return deeds;
  const { by, at } = event.data;
  const signed = event.type === 'AppealDecided' ? [by, ...event.data.members] : [by];
  return [...new Set(signed)].reduce((list, person) => done(list, person, event.type, at), deeds);
};

const done = (
  deeds: readonly Deed[],
  person: string,
  act: CaseEventType,
  at: number,
): readonly Deed[] => {
  const index = deeds.findIndex((one) => one.person === person && one.act === act);
  const former = deeds[index];
  if (former === undefined) return [...deeds, { person, act, times: 1, firstAt: at, lastAt: at }];
  return deeds.with(index, { ...former, times: former.times + 1, lastAt: at });
};
