import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineFile } from './line-file.js';

describe('LineFile', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-lines-'));
    path = join(folder, 'out/outcomes.ndjson');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const text = () => readFileSync(path, 'utf8');

  it('given lines, when more come, then all are there in order, for the owner alone', async () => {
    await new LineFile(path).append(['{"a":1}', '{"b":"替考"}']);
    await new LineFile(path).append(['{"c":3}']);
    expect(text()).toBe('{"a":1}\n{"b":"替考"}\n{"c":3}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('given a line torn by a crash, however long, when more come, then it is cut off', async () => {
    const file = new LineFile(path);
    await file.append(['{"a":1}']);
    appendFileSync(path, `{"b":"${'x'.repeat(200_000)}`);
    await file.append(['{"b":2}']);
    expect(text()).toBe('{"a":1}\n{"b":2}\n');
    rmSync(path);
    appendFileSync(path, '{"torn');
    await file.append(['{"c":3}']);
    expect(text()).toBe('{"c":3}\n');
  });

  it('given a file that was moved away, then a new one begins', async () => {
    const file = new LineFile(path);
    await file.append(['1']);
    renameSync(path, `${path}.old`);
    await file.append(['2']);
    expect(text()).toBe('2\n');
  });
});
