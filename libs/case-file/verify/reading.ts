import type { BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';
import type { Shape } from './shapes.js';

/** Reads JSON files of a bag. What does not hold what it should becomes a fault that names the file. */
export class Reading {
  private readonly found: Fault[] = [];

  constructor(private readonly files: BagFiles) {}

  get faults(): readonly Fault[] {
    return this.found;
  }

  /** Undefined where there is no such file, or it cannot be read. */
  json<Value>(path: string, shape: Shape): Value | undefined {
    return this.read(path, (words) => shaped<Value>(words, shape));
  }

  /** One value a line; undefined as above. */
  lines<Line>(path: string, shape: Shape): readonly Line[] | undefined {
    return this.read(path, (words) =>
      words
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => shaped<Line>(line, shape)),
    );
  }

  private read<Value>(path: string, parse: (words: string) => Value): Value | undefined {
    const bytes = this.files.get(path);
    if (!bytes) return undefined;
    try {
      return parse(bytes.toString('utf8'));
    } catch {
      this.found.push(unreadable(path));
      return undefined;
    }
  }
}

/** @throws SyntaxError, TypeError */
export const shaped = <Value>(words: string, shape: Shape): Value => {
  const value: unknown = JSON.parse(words);
  if (!shape(value)) throw new TypeError('members are missing or of another kind');
  return value as Value;
};

export const unreadable = (path: string): Fault =>
  fault(
    'file_unreadable',
    path,
    'does not hold what such a file holds: it was changed or exchanged',
    '内容不是该文件应有的格式:被改动或替换',
  );
