import type { MerkleBatch, MerkleNode, MerkleNodes } from '../../../case-file/log/merkle-nodes.js';
import { START, type Position } from '../../../event-sourcing/recorded-event.js';
import type { Database } from '../database.js';

const NEWEST = 'SELECT position, idx FROM merkle_leaf ORDER BY position DESC LIMIT 1';

// The tree follows from the events: who writes a node again writes the same.
const ADD_LEAVES = `INSERT INTO merkle_leaf (position, idx)
  SELECT p, $2::bigint + o - 1 FROM unnest($1::bigint[]) WITH ORDINALITY u (p, o)
  ON CONFLICT (position) DO NOTHING`;
const ADD_NODES = `INSERT INTO merkle_node (level, idx, hash)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bytea[])
  ON CONFLICT (level, idx) DO NOTHING`;

const NODES = `SELECT n.hash FROM unnest($1::integer[], $2::bigint[]) WITH ORDINALITY u (level, idx, o)
  LEFT JOIN merkle_node n ON n.level = u.level AND n.idx = u.idx ORDER BY u.o`;

/** The Merkle log's nodes in PostgreSQL. */
export class PostgresMerkleNodes implements MerkleNodes {
  constructor(private readonly database: Database) {}

  async size(): Promise<number> {
    const row = await this.database.get<{ idx: number }>(NEWEST);
    return row ? row.idx + 1 : 0;
  }

  async position(): Promise<Position> {
    const row = await this.database.get<{ position: Position }>(NEWEST);
    return row?.position ?? START;
  }

  async append({ positions, nodes }: MerkleBatch): Promise<void> {
    const first = await this.size();
    await this.database.write([
      { sql: ADD_LEAVES, params: [positions, first] },
      {
        sql: ADD_NODES,
        params: [
          nodes.map(({ level }) => level),
          nodes.map(({ index }) => index),
          nodes.map(({ hash }) => hash),
        ],
      },
    ]);
  }

  async nodes(
    keys: readonly Pick<MerkleNode, 'level' | 'index'>[],
  ): Promise<readonly Uint8Array[]> {
    const rows = await this.database.all<{ hash: Buffer | null }>(NODES, [
      keys.map(({ level }) => level),
      keys.map(({ index }) => index),
    ]);
    return rows.map(({ hash }, at) => {
      if (hash === null) {
        const { level, index } = keys[at] ?? {};
        throw new Error(`the Merkle tree lacks node ${String(level)}/${String(index)}`);
      }
      return new Uint8Array(hash);
    });
  }

  async indexOf(position: Position): Promise<number | undefined> {
    const row = await this.database.get<{ idx: number }>(
      'SELECT idx FROM merkle_leaf WHERE position = $1',
      [position],
    );
    return row?.idx;
  }
}
