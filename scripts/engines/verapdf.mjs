// veraPDF, the industry's validator of PDF/A, as the referee of printed documents.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { mavenJars } from './maven-jars.mjs';

const ARTIFACT = { group: 'org.verapdf', artifact: 'validation-model', version: '1.26.1' };

/** As the runner knows it: no server, a referee. */
export default {
  name: 'veraPDF',
  start: async () => {
    if (spawnSync('java', ['-version']).status !== 0)
      throw new Error('veraPDF needs Java 11 or later (`java`)');
    const jars = mavenJars('verapdf', ARTIFACT);
    return {
      env: {
        VERAPDF_CLASSPATH: join(jars, '*'),
        VERAPDF_MAIN: join(import.meta.dirname, 'CheckPdfA.java'),
      },
      stop: async () => undefined,
    };
  },
};
