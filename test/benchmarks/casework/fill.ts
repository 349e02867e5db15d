import { randomUUID } from 'node:crypto';
import { openEmbeddedStores } from '../../../libs/adapters/sqlite/embedded.js';
import { caseDecider } from '../../../libs/cases/case.decider.js';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { CONTEXT, MACHINE } from '../../model/cast.js';
import { inLanes, perSecond, tell } from '../rounds.js';

const DAY = 86_400_000;
const decider = caseDecider(CONTEXT);

export const idOf = (n: number): string => `2026-${String(n + 1).padStart(6, '0')}`;

/** Three of five wait for somebody, one is in triage, one was dismissed. Answers cases a second. */
export const fill = async (dataDir: string, cases: number): Promise<number> => {
  tell(`${String(cases)} cases by the decider and the store`);
  const stores = await openEmbeddedStores(dataDir);
  const numbers = Array.from({ length: cases }, (_, n) => n);
  const rate = await perSecond(cases, () =>
    inLanes(numbers, 256, async (n) => {
      await append(stores.eventStore, n);
      if ((n + 1) % 20_000 === 0) tell(`  ${String(n + 1)}`);
    }),
  );
  await stores.close();
  return rate;
};

const append = async (store: EventStore, n: number): Promise<void> => {
  const now = Date.now() - 3 * DAY + n * 10;
  const at = new Date(now).toISOString();
  await store.append(
    `case-${idOf(n)}`,
    'none',
    factsOf(n, now).map(({ type, data, actor }) => ({
      ...{ id: randomUUID(), type, data },
      metadata: { at, actor },
    })),
  );
};

interface Fact {
  readonly type: string;
  readonly data: unknown;
  readonly actor: { role: string; person: string };
}

const factsOf = (n: number, now: number): readonly Fact[] => {
  let state = decider.initialState;
  return stepsOf(n, now).flatMap((step) => {
    const decision = decider.decide(step, state);
    if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
    state = fold(decider.evolve, state, decision.events);
    return decision.events.map(({ type, data }) => ({ type, data, actor: step.actor }));
  });
};

const stepsOf = (n: number, now: number): readonly CaseCommand[] => {
  const officer = { role: 'officer', person: n % 2 ? 'li' : 'wang' };
  const flag = {
    ...{ id: idOf(n), student: `subject-${String(n >> 2)}`, violation: 'course_brushing' as const },
    ...{ score: 0.9 + (n % 100) / 1000, threshold: 0.9, signals: [], policyVersion: 'default-1' },
    course: {
      ...{ offering: `CS${String(n & 3)}-2026S-01`, college: n % 20 ? `C${String(n % 20)}` : 'MA' },
      ...{ teachers: ['t-17'], owner: 't-17', category: 'major' as const, enrolled: true },
    },
  };
  const steps: unknown[] = [{ type: 'flag', actor: MACHINE, now, data: flag }];
  if (n % 5 >= 3) steps.push({ type: 'claim', actor: officer, now, data: {} });
  if (n % 5 === 4)
    steps.push({ type: 'dismiss', actor: officer, now, data: { reason: 'insufficient' } });
  return steps as CaseCommand[];
};
