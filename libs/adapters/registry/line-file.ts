import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const NEWLINE = 0x0a;
const BLOCK = 65_536;

/**
 * A file that only grows, line by line (NDJSON). It is opened for each batch, so whoever reads it
 * may move it away, and the next batch begins a new one.
 */
export class LineFile {
  constructor(private readonly file: string) {}

  /** Lines without their ends; on disk when it resolves. */
  async append(lines: readonly string[]): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    const handle = await open(this.file, 'a+', 0o600);
    try {
      await cutTorn(handle);
      await handle.appendFile(lines.map((line) => `${line}\n`).join(''), 'utf8');
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }
}

/** What follows the last line end was being written when the machine stopped: it comes again whole. */
const cutTorn = async (handle: FileHandle): Promise<void> => {
  const { size } = await handle.stat();
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - BLOCK);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(end - start),
      0,
      end - start,
      start,
    );
    const last = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (last >= 0) return truncate(handle, start + last + 1, size);
    end = start;
  }
  return truncate(handle, 0, size);
};

const truncate = async (handle: FileHandle, length: number, size: number): Promise<void> => {
  if (length < size) await handle.truncate(length);
};
