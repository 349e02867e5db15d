import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { checkpointText } from '../log/checkpoint.js';
import { forged, unpacked } from '../testing/forger.js';
import { OpensslAuthority, type KeyKind } from '../testing/openssl-authority.js';
import { sampleCase } from '../testing/sample-case.js';
import { readTimestamp } from '../verify/timestamp-token.js';
import { headline } from '../verify/finding.js';
import { verifyCaseFile } from '../verify/verify.js';
import { timestampRequest } from './timestamp-request.js';
import { Timestamps, TIMESTAMP_STREAM, type TimestampAuthority } from './timestamps.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-tsa-'));
const authorities = new Map<KeyKind, OpensslAuthority>();
const authority = (kind: KeyKind = 'rsa'): OpensslAuthority => {
  const known = authorities.get(kind) ?? new OpensslAuthority(join(folder, kind), kind);
  authorities.set(kind, known);
  return known;
};

const asking = (ask: (request: Uint8Array) => Uint8Array): TimestampAuthority => ({
  name: 'spec',
  nonce: () => randomBytes(8),
  newId: randomUUID,
  ask: async (request) => ask(request),
});

const stamped = async (ask: (request: Uint8Array) => Uint8Array) => {
  const sample = await sampleCase();
  const timestamps = new Timestamps(sample.store, asking(ask));
  const { bytes } = await sample.export_('court', { more: { timestamps } });
  const state = JSON.parse(unpacked(bytes).get('integrity/export.json')!.toString()) as {
    timestamp: string;
  };
  return { sample, bytes, timestamps, state: state.timestamp, files: unpacked(bytes) };
};

describe('time stamps over a checkpoint (RFC 3161)', () => {
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['rsa', 'ec'] as const)(
    'given an authority with a key of kind %s, when a file is made, then openssl and the verifier agree on the token',
    async (kind) => {
      const { bytes, files, state } = await stamped((request) => authority(kind).answer(request));
      expect(state).toBe('token');
      const token = files.get('integrity/root.tsr')!;
      expect(authority(kind).verify(files.get('integrity/checkpoint.txt')!, token)).toContain('OK');
      const verdict = verifyCaseFile(Buffer.from(bytes));
      expect(verdict).toMatchObject({ kind: 'intact', facts: { timestamp: expect.any(String) } });
    },
  );

  it('given a checkpoint with a token, when exported again, then the first token is used and nobody is asked', async () => {
    const { sample, files } = await stamped((request) => authority().answer(request));
    const timestamps = new Timestamps(
      sample.store,
      asking(() => {
        throw new Error('asked again');
      }),
    );
    const again = await sample.export_('panel', { more: { timestamps } });
    expect(unpacked(again.bytes).get('integrity/root.tsr')).toEqual(
      files.get('integrity/root.tsr'),
    );
    expect(await sample.store.readStream(TIMESTAMP_STREAM)).toHaveLength(1);
  });

  it.each<[string, (request: Uint8Array) => Uint8Array, RegExp]>([
    ['cannot be reached', unreachable, /^unavailable: no answer/],
    ['answers nonsense', () => Buffer.from('<html>'), /^unavailable: /],
    ['stamps another hash', anotherHash, /another hash/],
    ['replays an old answer', replayed(), /another request/],
    ['refuses', () => Buffer.from('30053003020102', 'hex'), /refused with status 2/],
    ['answers with a broken signature', broken, /no valid signature/],
  ])(
    'given an authority that %s, then the file is made without a token and says so',
    async (_, ask, state) => {
      const made = await stamped(ask);
      expect(made.state).toMatch(state);
      expect(made.files.has('integrity/root.tsr')).toBe(false);
      expect(verifyCaseFile(Buffer.from(made.bytes)).kind).toBe('intact');
      expect(await made.sample.store.readStream(TIMESTAMP_STREAM)).toHaveLength(0);
    },
  );

  it('given a token of another checkpoint put into a file, when verified, then it is told by name', async () => {
    const { bytes } = await stamped((request) => authority().answer(request));
    const text = createHash('sha256')
      .update(checkpointText(1, '00'.repeat(32)))
      .digest();
    const other = authority().answer(timestampRequest(text, Uint8Array.of(1, 2)));
    for (const token of [
      other,
      Buffer.from('x'),
      broken(timestampRequest(text, Uint8Array.of(1))),
    ]) {
      const changed = forged(
        bytes,
        (files) => files.set('integrity/root.tsr', Buffer.from(token)),
        true,
      );
      const verdict = verifyCaseFile(changed);
      expect(verdict.kind === 'tampered' && headline(verdict.faults)?.code).toBe('timestamp_wrong');
    }
  });

  it('given any byte of a token flipped, then it never reads as another time that is signed', () => {
    const text = createHash('sha256').update('x').digest();
    const token = authority().answer(timestampRequest(text, Uint8Array.of(1, 2)));
    const before = readTimestamp(token);
    for (let at = 0; at < token.length; at += 1) {
      const flipped = Buffer.from(token);
      flipped[at] = flipped[at]! ^ 1;
      const after = read(flipped);
      if (after?.kind === 'token' && before.kind === 'token' && after.signed)
        expect({ ...after, signer: '' }).toEqual({ ...before, signer: '' });
    }
  });
});

const read = (token: Buffer) => {
  try {
    return readTimestamp(token);
  } catch {
    return undefined;
  }
};

function unreachable(): Uint8Array {
  throw new Error('no answer from the authority (ECONNREFUSED)');
}

function anotherHash(): Uint8Array {
  return authority().answer(timestampRequest(Buffer.alloc(32, 1), Uint8Array.of(1)));
}

function replayed() {
  return (request: Uint8Array): Uint8Array => {
    const digest = Buffer.from(request).subarray(24, 56);
    return authority().answer(timestampRequest(digest, Uint8Array.of(7)));
  };
}

/** The last byte of the answer belongs to the signature. */
function broken(request: Uint8Array): Uint8Array {
  const answer = authority().answer(request);
  answer[answer.length - 1] = answer.at(-1)! ^ 1;
  return answer;
}
