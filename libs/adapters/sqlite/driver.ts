import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';

/**
 * better-sqlite3 for the Node that runs. From 24.19 on, Node aborts when a statement of release 12
 * is collected while it is idle (release 12 stands on `node::ObjectWrap`); release 13 stands on
 * Node-API, ships its binaries in the package, and needs Node 22. See docs/decisions/0008.
 */
const NODE_API_FROM = 22;

const major = Number(process.versions.node.split('.')[0]);
const release = major >= NODE_API_FROM ? 'better-sqlite3-napi' : 'better-sqlite3';

const Database = createRequire(import.meta.url)(release) as typeof BetterSqlite3;

export default Database;
