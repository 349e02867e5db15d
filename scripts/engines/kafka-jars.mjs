// The broker's jars from Maven Central, once per version, in the user's cache: outside the work tree,
// so that a fresh checkout does not fetch them again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export const KAFKA_VERSION = process.env['KAFKA_VERSION'] ?? '3.9.1';

const cache = () =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'probity', 'engines');

const dependency = (group, artifact, version) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

// A logger for slf4j, or the broker says nothing when it cannot start.
const pom = (version) => `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>probity</groupId><artifactId>engines</artifactId><version>1</version>
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', version)}${dependency('org.slf4j', 'slf4j-reload4j', '1.7.36')}</dependencies>
</project>`;

/** Folder with all jars; throws a sentence when Java or Maven is missing or Maven fails. */
export const kafkaJars = (version = KAFKA_VERSION) => {
  const folder = join(cache(), `kafka-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache(), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'probity-maven-'));
  // Beside its place: a rename is whole or not at all, also with two at once.
  const fresh = mkdtempSync(join(cache(), 'fetching-'));
  try {
    writeFileSync(join(work, 'pom.xml'), pom(version));
    const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime'];
    const mvn = spawnSync('mvn', [...goal, `-DoutputDirectory=${fresh}`], {
      cwd: work,
      encoding: 'utf8',
    });
    if (mvn.error) throw new Error('Kafka needs Maven (`mvn`) to fetch its jars once');
    if (mvn.status !== 0)
      throw new Error(`Maven could not fetch Kafka ${version}: ${mvn.stdout.slice(-2000)}`);
    if (!existsSync(folder)) renameSync(fresh, folder);
    return folder;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
};
