import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, parse } from 'yaml';
import { SERVICE_NAMES } from '../../apps/probity/serving/service-names.js';
import { SERVICES } from '../../apps/probity/serving/services.js';

type Class = new (...args: never[]) => unknown;

const file = (path: string): string => readFileSync(join(process.cwd(), 'deploy', path), 'utf8');

const metadata = (key: string, of: object, name?: string): unknown =>
  name === undefined
    ? (Reflect.getMetadata(key, of) as unknown)
    : (Reflect.getMetadata(key, of, name) as unknown);

/** Paths that a controller answers, parameters filled in. */
function pathsOf(controller: Class): readonly string[] {
  const prefixes = [metadata('path', controller)].flat() as string[];
  const names = Object.getOwnPropertyNames(controller.prototype as object);
  const handlers = names.flatMap((name) => {
    if (name === 'constructor') return [];
    const handler = (controller.prototype as Record<string, unknown>)[name];
    const path = typeof handler === 'function' ? metadata('path', handler) : undefined;
    return path === undefined ? [] : ([path].flat() as string[]);
  });
  return prefixes.flatMap((prefix) =>
    handlers.map((path) =>
      `/${prefix}/${path}`
        .replaceAll(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
        .replaceAll(/:\w+/g, 'x-1'),
    ),
  );
}

const ROUTES = SERVICE_NAMES.flatMap((service) =>
  (metadata('controllers', SERVICES[service]) as Class[])
    .flatMap(pathsOf)
    .map((path) => ({ path, service })),
);

/** As nginx reads the map: the first pattern that fits, else the default. */
function byNginx(path: string): string | undefined {
  const lines = /map \$uri \$service \{([^}]*)\}/.exec(file('nginx.conf'))?.[1]?.split('\n') ?? [];
  const rows = lines.flatMap((line) => {
    const [pattern, target] = line.trim().replace(/;$/, '').split(/\s+/);
    return pattern && target ? [{ pattern, service: target.replace(':3000', '') }] : [];
  });
  const found = rows.find(
    ({ pattern }) => pattern.startsWith('~') && new RegExp(pattern.slice(1)).test(path),
  );
  return (found ?? rows.find(({ pattern }) => pattern === 'default'))?.service;
}

interface Rule {
  readonly path: string;
  readonly backend: { readonly service: { readonly name: string } };
}

/** As an ingress of type Prefix: the longest path that fits, element by element. */
function byIngress(path: string): string | undefined {
  const ingress = parse(file('kubernetes/base/ingress.yaml')) as {
    spec: { rules: [{ http: { paths: Rule[] } }] };
  };
  const fitting = ingress.spec.rules[0].http.paths.filter(
    (rule) => rule.path === '/' || path === rule.path || path.startsWith(`${rule.path}/`),
  );
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.backend.service.name;
}

describe('what stands before the services', () => {
  it('given the routes of every service, then there are some of each', () => {
    expect(new Set(ROUTES.map(({ service }) => service))).toEqual(new Set(SERVICE_NAMES));
  });

  it.each(ROUTES)('given $path, then both fronts lead to $service', ({ path, service }) => {
    expect({ nginx: byNginx(path), ingress: byIngress(path) }).toEqual({
      nginx: service,
      ingress: service,
    });
  });

  it('given the services, then compose and the manifests start each by its name', () => {
    const compose = parse(file('compose.yaml'), { merge: true }) as {
      services: Record<string, { command?: string[] }>;
    };
    for (const name of SERVICE_NAMES) {
      expect(compose.services[name]?.command?.slice(0, 2)).toEqual(['serve', name]);
      const [deployment] = parseAllDocuments(file(`kubernetes/base/${name}.yaml`));
      const { spec } = deployment?.toJS() as {
        spec: { template: { spec: { containers: [{ args: string[] }] } } };
      };
      expect(spec.template.spec.containers[0].args.slice(0, 2)).toEqual(['serve', name]);
    }
  });
});
