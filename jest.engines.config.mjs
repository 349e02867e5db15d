import base from './jest.config.mjs';

/** Specs against real servers; `scripts/test-engines.mjs` starts those and says where they are. */
export default {
  ...base,
  testMatch: ['**/*.engine.spec.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
