import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one spec; `removeAll` belongs into its `afterAll` or `afterEach`. */
export class TemporaryFolders {
  private readonly made: string[] = [];

  /** A folder with nothing beside it: a server keeps its keys next to its data. */
  make(): string {
    const parent = mkdtempSync(join(tmpdir(), 'probity-journey-'));
    this.made.push(parent);
    const folder = join(parent, 'data');
    mkdirSync(folder);
    return folder;
  }

  removeAll(): void {
    for (const folder of this.made.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
