import { Argument, type Command } from 'commander';
import { readSettings, type Settings } from '../../../libs/platform/settings.js';
import { run } from '../client/run.js';
import { takeAlone } from './alone.js';

const PARTS = ['timeline', 'detection', 'cases'] as const;
type Part = (typeof PARTS)[number];

export const register = (program: Command): void => {
  program
    .command('rebuild')
    .description('recompute from the two logs and compare: 0 no difference, 1 differences, mended')
    .addArgument(new Argument('<part>').choices(PARTS))
    .action((part: Part) =>
      run(async () => {
        const started = performance.now();
        const { counted, differences } = await REBUILDS[part](readSettings(process.env));
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        const found =
          differences === 0 ? 'no difference' : `${String(differences)} differences, mended`;
        console.log(`${part}: ${counted} recomputed in ${seconds} s, ${found}`);
        return differences === 0 ? 0 : 1;
      }),
    );
};

interface Outcome {
  /** What was recomputed, with its unit. */
  readonly counted: string;
  readonly differences: number;
}

const rebuildTimelines = async (settings: Settings): Promise<Outcome> => {
  const { openEngines } = await import('../engines/open-engines.js');
  const { rebuildTimeline, TIMELINE_READER } =
    await import('../../../libs/timelines/timeline-projection.js');
  const { ledger, timelineIndex, checkpoints, ownership, close } = await openEngines(settings);
  try {
    await takeAlone('the timelines', ownership(`reader ${TIMELINE_READER}`, 1));
    const { rows, differences } = await rebuildTimeline(ledger, timelineIndex, checkpoints);
    return { counted: `${String(rows)} entries`, differences };
  } finally {
    await close();
  }
};

const rebuildCaseIndex = async (settings: Settings): Promise<Outcome> => {
  const { openEngines } = await import('../engines/open-engines.js');
  const { rebuildCases, CASE_INDEX_READER } = await import('../../casework/cases/rebuild-cases.js');
  const { rebuildTrails, CASE_TRAIL_READER } =
    await import('../../casework/statistics/rebuild-trails.js');
  const { eventStore, caseIndex, caseTrails, ownership, close } = await openEngines(settings);
  try {
    for (const reader of [CASE_INDEX_READER, CASE_TRAIL_READER])
      await takeAlone('the cases', ownership(`reader ${reader}`, 1));
    const index = await rebuildCases(eventStore, caseIndex);
    const trails = await rebuildTrails(eventStore, caseTrails);
    const differences = new Set([...index.differences, ...trails.differences]).size;
    return { counted: `${String(index.cases)} cases`, differences };
  } finally {
    await close();
  }
};

/** Needs roster and policy, so the service is built as for serving, and does not listen. */
const rebuildSignals = async (settings: Settings): Promise<Outcome> => {
  const { buildServices } = await import('../serving/start-server.js');
  const { DetectionWorker } = await import('../../detection/detection-worker.js');
  const app = await buildServices(settings, ['detection']);
  try {
    const { events, raised, revised, withdrawn } = await app.get(DetectionWorker).rebuild();
    return { counted: `${String(events)} events`, differences: raised + revised + withdrawn };
  } finally {
    await app.close();
  }
};

const REBUILDS: Readonly<Record<Part, (settings: Settings) => Promise<Outcome>>> = {
  timeline: rebuildTimelines,
  detection: rebuildSignals,
  cases: rebuildCaseIndex,
};
