/**
 * The house's storeys: imports run down only.
 *
 * apps > platform, adapters, contexts; adapters > ports of contexts and event-sourcing;
 * contexts as drawn in docs/architecture.md; event-sourcing and contracts import nothing.
 */
const context = (name, allowed) =>
  [
    {
      suffix: '',
      from: { path: `^libs/${name}/`, pathNot: '(\\.spec\\.ts$|/testing/)' },
      more: [],
    },
    // A spec, and what specs share, may fill a port with the adapter that lives in memory.
    {
      suffix: '-in-specs',
      from: { path: [`^libs/${name}/.*\\.spec\\.ts$`, `^libs/${name}/.*testing/`] },
      more: ['adapters/memory'],
    },
  ].map(({ suffix, from, more }) => ({
    name: `${name}-imports-down-only${suffix}`,
    comment: `libs/${name} may import: ${[...allowed, ...more].join(', ') || 'no other lib'}`,
    severity: 'error',
    from,
    to: {
      path: '^(libs|apps|test)/',
      pathNot: `^libs/(${[name, ...allowed, ...more].join('|')})/`,
    },
  }));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...context('event-sourcing', []),
    ...context('contracts', []),
    ...context('activity', ['event-sourcing']),
    ...context('roster', ['event-sourcing']),
    ...context('regulation', ['event-sourcing']),
    ...context('timelines', ['event-sourcing', 'activity', 'roster']),
    ...context('detection', ['event-sourcing', 'activity', 'roster']),
    ...context('cases', ['event-sourcing', 'detection', 'regulation']),
    ...context('statistics', ['event-sourcing', 'cases', 'detection', 'regulation']),
    ...context('outcomes', ['event-sourcing', 'cases', 'regulation']),
    ...context('case-file', [
      'event-sourcing',
      'activity',
      'outcomes',
      'cases',
      'detection',
      'timelines',
      'regulation',
    ]),
    ...context('retention', ['event-sourcing', 'case-file']),
    ...context('platform', ['event-sourcing', 'contracts']),
    {
      name: 'adapters-know-ports-not-each-other',
      comment: 'an adapter may import contexts and event-sourcing, never another adapter',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/' },
      to: { path: '^(apps|libs/platform|libs/adapters)/', pathNot: '^libs/adapters/$1/' },
    },
    {
      name: 'contexts-know-no-framework',
      comment: 'no Nest, no database or broker client, no HTTP in a context',
      severity: 'error',
      from: {
        path: '^libs/(event-sourcing|activity|roster|regulation|timelines|detection|cases|statistics|outcomes|case-file|retention)/',
      },
      to: { path: 'node_modules/(@nestjs|better-sqlite3|kafkajs|fastify|pg|@eventstore)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '(^test/|\\.spec\\.ts$|/testing/)' },
      to: { path: '(\\.spec\\.ts$|/testing/)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'types', 'default'],
    },
  },
};
