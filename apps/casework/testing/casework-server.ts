import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { signalStream, type Signal, type SignalEvent } from '../../../libs/detection/signal.js';
import type { CommandPayloads } from '../../../libs/cases/commands.js';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { rebuildCases } from '../cases/rebuild-cases.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { readSettings } from '../../../libs/platform/settings.js';
import { CASE_INDEX, EVENT_STORE } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { untilIdle } from '../../../libs/platform/clock/idle.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { ServiceName } from '../../probity/serving/service-names.js';
import { startServer } from '../../probity/serving/start-server.js';
import { Api } from '../../../test/support/api.js';

/** Intake and casework in this process, on SQLite files in `dataDir`, over HTTP. */
export const startCasework = async (
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  services: readonly ServiceName[] = ['gateway', 'casework'],
) => {
  const settings = readSettings(
    {
      ...{ PROBITY_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
      // Not beside the folder, where nobody would take it away.
      PROBITY_KEY_DIR: join(dataDir, 'keys'),
      ...env,
    },
    { dev: true },
  );
  const server = await startServer(settings, services);
  const { app, url } = server;
  const store = app.get<EventStore>(EVENT_STORE);
  const roster = app.get(RosterReader);
  const index = app.get<CaseIndex>(CASE_INDEX);
  return {
    store,
    index,
    get: <Port>(token: symbol | (abstract new (...given: never[]) => Port)): Port =>
      app.get<Port>(token),
    rebuild: () => rebuildCases(store, index),
    close: () => server.close(),
    /** Everything appended so far is dealt with. */
    idle: () => untilIdle(app.get(WorkRegistry), 10_000),
    as: (role: string, name: string) => new Api(url, `dev:${role}:${name}`),
    subjectOf: async (number: string): Promise<string> => {
      await roster.caughtUp();
      return roster.view.subjectOf(number) ?? '';
    },
    /** A case that the machine opened by itself. */
    flag: async (data: CommandPayloads['flag']): Promise<void> => {
      const desk = app.get(CaseDesk);
      const command = { type: 'flag' as const, actor: SYSTEM, now: desk.now(), data };
      const outcome = await desk.runAsSystem(data.id, command);
      if (!outcome.ok) throw new Error(outcome.kind);
    },
    /** What detection would record. */
    signal: async (event: SignalEvent): Promise<void> => {
      const { subject, offering } = event.data;
      const actor = { role: 'system', person: 'detection' };
      const metadata = { at: new Date(0).toISOString(), actor };
      await store.append(signalStream(subject, offering), 'any', [
        { id: randomUUID(), ...event, metadata },
      ]);
    },
  };
};

export type CaseworkServer = Awaited<ReturnType<typeof startCasework>>;

/** A signal of course brushing that alone carries the score over the default threshold. */
export const brushing = (subject: string, over: Partial<Signal> = {}): Signal => ({
  id: 'sig-1',
  detector: 'credited-time',
  detectorVersion: '1',
  policyVersion: 'default-1',
  violation: 'course_brushing',
  group: 'time',
  key: subject,
  anchor: 'a',
  state: 'raised',
  revision: 1,
  score: 0.99,
  llr: 12,
  subject,
  offering: 'CS101-2026S-01',
  events: [{ source: 'chaoxing', id: 'e-1' }],
  numbers: [{ name: 'credited', value: 90_000, threshold: 86_400, unit: 's' }],
  reason: { zh: '一天内计入的时长超过一天', en: 'more than a day credited within a day' },
  innocent: [],
  firstAt: Date.parse('2026-03-02T00:00:00Z'),
  lastAt: Date.parse('2026-03-02T10:00:00Z'),
  baselines: [],
  ...over,
});

export const ROSTER = {
  students: [
    {
      id: '2023010123',
      name: '张三',
      college: 'CS',
      accounts: [{ source: 'chaoxing', account: '2023010123', from: null, to: null }],
    },
    {
      id: '2023010124',
      name: '李四',
      college: 'CS',
      accounts: [{ source: 'chaoxing', account: '2023010124', from: null, to: null }],
    },
  ],
  people: [
    { id: 'li', name: '李', roles: ['officer'], college: null },
    { id: 'wang', name: '王', roles: ['officer'], college: 'CS' },
    { id: 'math', name: '马', roles: ['officer'], college: 'MA' },
  ],
  offerings: [
    {
      id: 'CS101-2026S-01',
      course: 'CS101',
      term: '2026S',
      title: '程序设计',
      college: 'CS',
      owner: 't-17',
      teachers: ['t-17'],
      category: 'major',
      compulsory: true,
      mode: 'blended',
      source: 'self_built',
    },
  ],
  enrolments: [
    {
      student: '2023010123',
      offering: 'CS101-2026S-01',
      status: 'active',
      at: '2026-02-20T00:00:00+08:00',
    },
  ],
};

/** The vendor event that `brushing` cites. */
export const EVENT = {
  specversion: '1.0',
  id: 'e-1',
  source: 'chaoxing',
  type: 'probity.video.heartbeat.v1',
  subject: '2023010123',
  time: '2026-03-02T08:00:05.123+08:00',
  data: { offering: 'CS101-2026S-01', activity: 'v3-2', positionSec: 125, lengthSec: 1810 },
};
