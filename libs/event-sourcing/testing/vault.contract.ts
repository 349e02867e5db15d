import { createHash } from 'node:crypto';
import { describe, expect } from '@jest/globals';
import type { NewVaultEntry, Vault, VaultEntry } from '../vault.js';
import { AWKWARD } from './facts.js';
import { onFresh, type Gap, type Open } from './fixture.js';

const text = (owner: string, content: string): NewVaultEntry => ({
  owner,
  mediaType: 'text/plain;charset=utf-8',
  bytes: new TextEncoder().encode(content),
});

const contentOf = (entry: VaultEntry | undefined) => new TextDecoder().decode(entry?.bytes);

/** Every promise of the `Vault` port. */
export const vaultContract = (name: string, open: Open<Vault>, gaps: readonly Gap[] = []): void => {
  describe(`vault: ${name}`, () => {
    const given = onFresh(open, gaps);

    given('given entries, when put, then refs come in order with true hashes', async (vault) => {
      const refs = await vault.put([text('u1', AWKWARD), text('u2', ''), text('u1', '王')]);
      const entries = await vault.get(refs.map((ref) => ref.vault));
      expect(refs.map(({ size }) => size)).toEqual([
        new TextEncoder().encode(AWKWARD).length,
        0,
        3,
      ]);
      for (const ref of refs) {
        const entry = entries.get(ref.vault)!;
        expect(entry.ref).toEqual(ref);
        const hash = createHash('sha256').update(entry.salt).update(entry.bytes).digest('hex');
        expect(ref.sha256).toBe(hash);
        expect(entry.salt.byteLength).toBeGreaterThanOrEqual(16);
        expect(entry.mediaType).toBe('text/plain;charset=utf-8');
      }
      expect(refs.map((ref) => contentOf(entries.get(ref.vault)))).toEqual([AWKWARD, '', '王']);
      expect(refs.map((ref) => entries.get(ref.vault)?.owner)).toEqual(['u1', 'u2', 'u1']);
    });

    given('given equal texts, when put, then nobody can tell by the refs', async (vault) => {
      const [one, two] = await vault.put([text('u1', '王'), text('u2', '王')]);
      expect(one?.sha256).not.toBe(two?.sha256);
      expect(one?.vault).not.toBe(two?.vault);
    });

    given(
      'given a slice of a large buffer, when put, then only the slice is kept',
      async (vault) => {
        const request = Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 251);
        const bytes = request.subarray(1_000, 1_010);
        const [ref] = await vault.put([{ owner: 'u1', mediaType: 'image/png', bytes }]);
        const entry = (await vault.get([ref!.vault])).get(ref!.vault)!;
        expect([...entry.bytes]).toEqual([...bytes]);
        expect(entry.bytes.buffer.byteLength).toBeLessThan(10_000);
      },
    );

    given(
      'given one owner erased, when read, then theirs are gone and no others',
      async (vault) => {
        const refs = await vault.put([text('u1', 'a'), text('u2', 'b'), text('u1', 'c')]);
        expect(await vault.erase('u1')).toBe(2);
        expect(await vault.erase('u1')).toBe(0);
        const left = await vault.get([...refs.map((ref) => ref.vault), 'never-put']);
        expect([...left.keys()]).toEqual([refs[1]?.vault]);
      },
    );

    given('given nothing, when put or asked for, then nothing is answered', async (vault) => {
      expect(await vault.put([])).toEqual([]);
      expect((await vault.get([])).size).toBe(0);
    });

    given(
      'given a restart, when read, then the bytes are kept',
      async (vault, fixture) => {
        const [ref] = await vault.put([text('u1', AWKWARD)]);
        const entries = await (await fixture.reopen()).get([ref!.vault]);
        expect(contentOf(entries.get(ref!.vault))).toBe(AWKWARD);
      },
      'survives a restart',
    );
  });
};
