import { DETECTORS } from '../../../libs/detection/registry.js';
import { tell } from '../rounds.js';
import type { Row } from '../table.js';
import type { DetectionScale } from './rows.js';
import { publishedBaselines, semesterPayload } from './semester.js';
import { quantile, stateSize } from './state-size.js';
import { named, Straight } from './straight.js';

/** Each detector by itself: what it costs an event of the semester, and the size of its measures. */
export const byDetectorRows = async (scale: DetectionScale): Promise<readonly Row[]> => {
  const payload = await semesterPayload({ ...scale, seed: 7 });
  const baselines = await publishedBaselines(payload);
  const rows: Row[] = [];
  for (const detector of DETECTORS) {
    tell(`detector ${detector.name}`);
    const straight = new Straight(payload, baselines, [detector]);
    const windows = straight.route(payload.activities);
    const micros: number[] = [];
    for (let round = 0; round < scale.rounds; round += 1) {
      const start = performance.now();
      straight.conclude(straight.measure(windows));
      micros.push(((performance.now() - start) * 1000) / payload.activities.length);
    }
    const { keys, ofWindow } = stateSize(named(straight.measure(windows)));
    const { name } = detector;
    rows.push({ name: `${name}: cost of an event of the semester`, values: micros, unit: 'µs' });
    if (keys === 0) continue;
    for (const share of [0.5, 0.99]) {
      const what = `${name}: ${String(ofWindow.length)} measures, p${String(share * 100)}`;
      rows.push({ name: what, values: [quantile(ofWindow, share)], unit: 'B' });
    }
  }
  return rows;
};
