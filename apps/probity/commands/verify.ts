import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { verifyCaseFile, type Facts, type Verdict } from '../../../libs/case-file/verify/verify.js';
import { run } from '../client/run.js';

interface VerifyOptions {
  readonly key?: string;
  readonly root?: string;
}

const SHOWN = 20;

export const register = (program: Command): void => {
  program
    .command('verify <file>')
    .description('check a case file offline: 0 intact, 1 tampered, 2 unreadable')
    .option('--key <file>', 'public key (PEM) of the signer that you trust')
    .option('--root <code>', 'the code printed on a served document')
    .action((file: string, options: VerifyOptions) =>
      run(async () => {
        const key = options.key === undefined ? undefined : readFileSync(options.key, 'utf8');
        const verdict = verifyCaseFile(readFileSync(file), { key, root: options.root });
        console.log(report(verdict));
        return { intact: 0, tampered: 1, unreadable: 2 }[verdict.kind];
      }),
    );
};

const report = (verdict: Verdict): string => {
  if (verdict.kind === 'unreadable')
    return `unreadable · 无法读取: ${verdict.code}: ${verdict.detail}`;
  if (verdict.kind === 'intact')
    return ['intact · 完好', ...factLines(verdict.facts), trustLine(verdict.facts)].join('\n');
  const { faults, facts } = verdict;
  return [
    `tampered · 被改动: ${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'}`,
    ...faults
      .slice(0, SHOWN)
      .flatMap(({ code, where, en, zh }) => [`  ${code}: ${where}: ${en}`, `    ${zh}`]),
    ...(faults.length > SHOWN ? [`  … and ${String(faults.length - SHOWN)} more`] : []),
    ...(facts ? factLines(facts) : []),
  ].join('\n');
};

const factLines = (facts: Facts): string[] => [
  `  case ${facts.case}, version ${String(facts.version)}, profile ${facts.profile}`,
  `  ${String(facts.events)} events, ${String(facts.files)} files, log root ${facts.root}`,
];

const trustLine = ({ signer, rootChecked }: Facts): string => {
  if (signer === 'checked') return '  the signer is the one you gave';
  return rootChecked
    ? '  the log continues the code you gave; signer not checked'
    : '  consistent in itself, signer not checked (give --key or --root)';
};
