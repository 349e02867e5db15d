import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const LIBS = join(import.meta.dirname, '../../../libs');
const MAIN = join(LIBS, 'case-file/verify/main.js');

const IMPORT = /^import\s+\{([^}]*)\}\s+from\s+'([^']+)';$/gm;
const EXPORT = /\bexport ((?:async )?(?:const|function|class)) (\w+)/g;

interface Module {
  readonly file: string;
  readonly body: string;
  readonly exported: readonly string[];
}

/**
 * `verify.mjs`: the modules of libs/case-file/verify as they run here, in one file that needs Node and
 * nothing else. Each becomes a function of its own, so that no names clash.
 */
export const verifierText = (version: string): string => {
  const modules = new Map<string, Module>();
  const builtins = new Set<string>();
  take(MAIN, modules, builtins);
  return [
    `// Stand-alone verifier of Probity ${version} case files (Apache-2.0). node verify.mjs FILE.zip [--key PUB] [--root CODE]`,
    ...[...builtins].sort().map((name) => `import * as ${nameOf(name)} from '${name}';`),
    ...[...modules.values()].map(wrapped),
    `const { text, code } = ${nameOf(MAIN)}.main(process.argv.slice(2));`,
    'console.log(text);',
    'process.exitCode = code;',
    '',
  ].join('\n');
};

/** Takes in what a module imports, then itself. */
const take = (file: string, modules: Map<string, Module>, builtins: Set<string>): void => {
  if (modules.has(file)) return;
  const exported: string[] = [];
  const body = readFileSync(file, 'utf8')
    .replace(IMPORT, (_, names: string, from: string) => {
      const inner = from.startsWith('.');
      const target = inner ? resolve(dirname(file), from) : from;
      if (inner) take(target, modules, builtins);
      else if (from.startsWith('node:')) builtins.add(from);
      else throw new Error(`the verifier may not import ${from}`);
      return `const {${names.replaceAll(' as ', ': ')}} = ${nameOf(target)};`;
    })
    .replace(EXPORT, (_, kind: string, name: string) => {
      exported.push(name);
      return `${kind} ${name}`;
    })
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '');
  modules.set(file, { file, body: body.trim(), exported });
};

const wrapped = ({ file, body, exported }: Module): string =>
  `\n// ${relative(LIBS, file)}\nconst ${nameOf(file)} = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();`;

const nameOf = (module: string): string =>
  `$${(module.startsWith('node:') ? module : relative(LIBS, module)).replaceAll(/\W/g, '_')}`;
