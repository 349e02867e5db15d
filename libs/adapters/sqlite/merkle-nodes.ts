import type { MerkleBatch, MerkleNode, MerkleNodes } from '../../case-file/log/merkle-nodes.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { SqlClient } from './sql-client.js';

const DDL = `
  CREATE TABLE merkle_node (
    level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, idx)
  ) WITHOUT ROWID;
  CREATE TABLE merkle_leaf (position INTEGER PRIMARY KEY, idx INTEGER NOT NULL);
`;

const ADD_LEAF = 'INSERT INTO merkle_leaf (position, idx) VALUES (?, ?)';
const ADD_NODE = 'INSERT INTO merkle_node (level, idx, hash) VALUES (?, ?, ?)';

/** The Merkle log's nodes in `views.db`. */
export class SqliteMerkleNodes implements MerkleNodes {
  private constructor(private readonly sql: SqlClient) {}

  static async open(sql: SqlClient): Promise<SqliteMerkleNodes> {
    await sql.migrate('merkle', 1, DDL);
    return new SqliteMerkleNodes(sql);
  }

  async size(): Promise<number> {
    const row = await this.sql.get<{ idx: number }>(
      'SELECT idx FROM merkle_leaf ORDER BY position DESC LIMIT 1',
    );
    return row ? row.idx + 1 : 0;
  }

  async position(): Promise<Position> {
    const row = await this.sql.get<{ position: number }>(
      'SELECT position FROM merkle_leaf ORDER BY position DESC LIMIT 1',
    );
    return row?.position ?? START;
  }

  async append({ positions, nodes }: MerkleBatch): Promise<void> {
    const first = await this.size();
    await this.sql.write([
      ...positions.map((position, at) => ({ sql: ADD_LEAF, params: [position, first + at] })),
      ...nodes.map(({ level, index, hash }) => ({ sql: ADD_NODE, params: [level, index, hash] })),
    ]);
  }

  async nodes(
    keys: readonly Pick<MerkleNode, 'level' | 'index'>[],
  ): Promise<readonly Uint8Array[]> {
    return Promise.all(
      keys.map(async ({ level, index }) => {
        const row = await this.sql.get<{ hash: Uint8Array }>(
          'SELECT hash FROM merkle_node WHERE level = ? AND idx = ?',
          [level, index],
        );
        if (!row) throw new Error(`the Merkle tree lacks node ${String(level)}/${String(index)}`);
        return row.hash;
      }),
    );
  }

  async indexOf(position: Position): Promise<number | undefined> {
    const row = await this.sql.get<{ idx: number }>(
      'SELECT idx FROM merkle_leaf WHERE position = ?',
      [position],
    );
    return row?.idx;
  }
}
