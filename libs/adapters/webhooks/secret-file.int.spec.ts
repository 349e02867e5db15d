import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebhookSecretFile } from './secret-file.js';

describe('WebhookSecretFile', () => {
  let folder: string;
  let keys: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-secrets-'));
    keys = join(folder, 'keys');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('given secrets, when opened again, then they are there, for the owner alone', () => {
    const file = new WebhookSecretFile(keys);
    expect(file.get('jw').size).toBe(0);
    file.put('jw', 'a', 'whsec_1');
    file.put('jw', 'b', 'whsec_2');
    file.put('constructor', 'c', 'whsec_3');
    const again = new WebhookSecretFile(keys);
    expect([...again.get('jw')]).toEqual([
      ['a', 'whsec_1'],
      ['b', 'whsec_2'],
    ]);
    expect([...again.get('constructor').values()]).toEqual(['whsec_3']);
    expect(again.get('toString').size).toBe(0);
    expect(statSync(join(keys, 'webhook-secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    expect(readdirSync(keys)).toEqual(['webhook-secrets.json']);
  });

  it('given some to keep, then the others of that address are gone and no other is touched', () => {
    const file = new WebhookSecretFile(keys);
    file.put('jw', 'a', 'whsec_1');
    file.put('jw', 'b', 'whsec_2');
    file.put('other', 'c', 'whsec_3');
    file.keepOnly('jw', ['b']);
    expect([...file.get('jw').keys()]).toEqual(['b']);
    file.keepOnly('jw', []);
    expect(file.get('jw').size).toBe(0);
    expect(file.get('other').size).toBe(1);
  });
});
