/** Jest runs the compiled tree: workers, child processes and specs are then the same files. */
export default {
  rootDir: 'dist',
  testEnvironment: 'node',
  testMatch: ['**/*.spec.js'],
  // They need real servers: `npm run test:engines`.
  testPathIgnorePatterns: ['/node_modules/', '\\.engine\\.spec\\.js$'],
  transform: {},
  // Ends what hangs; no spec is timed, and a machine with other work on it may be five times as slow.
  testTimeout: 180_000,
  // Two cores: more workers only take turns.
  maxWorkers: 2,
};
