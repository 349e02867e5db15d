#!/usr/bin/env node
import '../scripts/build-if-needed.mjs';

await import('../dist/apps/probity/main.js');
