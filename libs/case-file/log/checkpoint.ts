import type { SigningKey } from './signing-key.js';

/** Stream of the log's signed checkpoints. */
export const CHECKPOINT_STREAM = 'log-checkpoint';

/** What was signed: so many leaves with this root. */
export interface CheckpointSigned {
  readonly type: 'CheckpointSigned';
  readonly data: {
    readonly size: number;
    /** Hex. */
    readonly root: string;
    readonly keyId: string;
    /** Base64, Ed25519 over `checkpointText`. */
    readonly signature: string;
    readonly publicKey: string;
  };
}

export type Checkpoint = CheckpointSigned['data'];

/**
 * The signed text: origin, size and root on a line each, as in the C2SP tlog-checkpoint format.
 * @see https://c2sp.org/tlog-checkpoint
 */
export const checkpointText = (size: number, root: string): string =>
  `probity-log\n${String(size)}\n${Buffer.from(root, 'hex').toString('base64')}\n`;

export const signCheckpoint = (size: number, root: string, key: SigningKey): Checkpoint => ({
  size,
  root,
  keyId: key.keyId,
  signature: Buffer.from(key.sign(Buffer.from(checkpointText(size, root)))).toString('base64'),
  publicKey: key.publicPem,
});

/** The code printed on served documents: size and the first 32 hex digits of the root. */
export const checkpointCode = ({ size, root }: Pick<Checkpoint, 'size' | 'root'>): string =>
  `${String(size)}-${root.slice(0, 32)}`;
