// Builds when there is no build, or when a source is newer than the last one.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');

const newest = (folder) => {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const at = entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
    if (at > latest) latest = at;
  }
  return latest;
};

const changed = Math.max(...['apps', 'libs', 'test'].map((folder) => newest(join(root, folder))));
if (!existsSync(stamp) || statSync(stamp).mtimeMs < changed) {
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  if (!existsSync(nest)) {
    console.error('probity: not installed yet; run `npm install` first');
    process.exit(2);
  }
  execFileSync(process.execPath, [nest, 'build', '--all'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stamp, '');
}
