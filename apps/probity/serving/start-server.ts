import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PolicyModule } from '../../detection/policies/policy.module.js';
import { SourcesModule } from '../../gateway/sources/sources.module.js';
import { createApp } from '../../../libs/platform/app.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { EnginesModule } from '../engines/engines.module.js';
import { openEngines } from '../engines/open-engines.js';
import { RegulationModule } from '../../regulation/regulation.module.js';
import { RosterModule } from '../roster.module.js';
import { keepHeapTight } from './heap.js';
import type { ServiceName } from './service-names.js';
import { SERVICES } from './services.js';
import { shareLags } from './share-lags.js';
import { openWaitingRoom } from './waiting-room.js';

export interface Server {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Takes no more requests, finishes what is under way, closes the engines. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the engines, builds the services and listens. Rejects with a named error (the folder in
 * use, a damaged file, the port taken) and leaves nothing open.
 */
export const startServer = async (
  settings: Settings,
  services: readonly ServiceName[],
): Promise<Server> => {
  // Engines elsewhere may take their time; the embedded ones are there or refuse.
  const room = settings.profile === 'embedded' ? undefined : await openWaitingRoom(settings);
  const app = await buildServices(settings, services).finally(() => room?.close());
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    await app.close();
    throw portTaken(error, settings) ?? error;
  }
  return serverOf(app, settings);
};

/** What every service of the process stands on. */
const SHARED = [SourcesModule, RosterModule, PolicyModule, RegulationModule];

/** The services, started and at work, but not listening. Closing the application closes the engines. */
export const buildServices = async (
  settings: Settings,
  services: readonly ServiceName[],
): Promise<NestFastifyApplication> => {
  keepHeapTight();
  const engines = await openEngines(settings);
  try {
    const modules = services.map((name) => SERVICES[name]);
    const app = await createApp([EnginesModule.of(engines), ...SHARED, ...modules], settings);
    shareLags(app.get(WorkRegistry), engines, services);
    return app;
  } catch (error) {
    await engines.close();
    throw error;
  }
};

const serverOf = (app: NestFastifyApplication, { host }: Settings): Server => {
  const address = app.getHttpServer().address() as { port: number };
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const name = shown.includes(':') ? `[${shown}]` : shown;
  let closing: Promise<void> | undefined;
  return {
    app,
    url: `http://${name}:${address.port}`,
    close: () => {
      app.get(Readiness).close();
      closing ??= app.close();
      return closing;
    },
  };
};

const portTaken = (error: unknown, { port, host }: Settings): Error | undefined => {
  const { code } = error as { code?: unknown };
  if (code === 'EADDRINUSE') return new Error(`PORT ${port} is in use on ${host}; choose another`);
  if (code === 'EACCES') return new Error(`PORT ${port} may not be opened by this user`);
  return undefined;
};
