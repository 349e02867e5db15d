// The servers that the engine specs need. Each module's default export is
// `{ name, start(): Promise<{ env, stop() }> }`: it starts the server in a temporary folder on free
// ports, tells the specs by environment where it is, and ends it by its pid.
import bagit from './bagit.mjs';
import kafka from './kafka.mjs';
import postgres from './postgres.mjs';
import verapdf from './verapdf.mjs';

export const ENGINES = [bagit, verapdf, postgres, kafka];
