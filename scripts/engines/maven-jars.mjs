// Jars from Maven Central with all that they need at run time, once per name and version, in the
// user's cache: outside the work tree, so that a fresh checkout does not fetch them again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = () =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'probity', 'engines');

const dependency = ({ group, artifact, version }) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const pom = (artifacts) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>probity</groupId><artifactId>engines</artifactId><version>1</version>
<dependencies>${artifacts.map(dependency).join('')}</dependencies>
</project>`;

/**
 * Folder with the jars of `artifact`, whose version names it, and of what it wants `beside` it; throws a
 * sentence when Maven is missing or fails.
 */
export const mavenJars = (name, artifact, beside = []) => {
  const folder = join(cache(), `${name}-${artifact.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache(), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'probity-maven-'));
  // Beside its place: a rename is whole or not at all, also with two at once.
  const fresh = mkdtempSync(join(cache(), 'fetching-'));
  try {
    writeFileSync(join(work, 'pom.xml'), pom([artifact, ...beside]));
    const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime'];
    const mvn = spawnSync('mvn', [...goal, `-DoutputDirectory=${fresh}`], {
      cwd: work,
      encoding: 'utf8',
    });
    if (mvn.error) throw new Error(`${name} needs Maven (\`mvn\`) to fetch its jars once`);
    if (mvn.status !== 0)
      throw new Error(`Maven could not fetch ${name}: ${mvn.stdout.slice(-2000)}`);
    if (!existsSync(folder)) renameSync(fresh, folder);
    return folder;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
};
