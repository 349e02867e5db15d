import type { Detector } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { round } from '../reading.js';
import { servingLine } from '../serving-line/serving-line.detector.js';
import { sharedDevice } from '../shared-device/shared-device.detector.js';

/** Of what says that one machine has several accounts in its hands, so much says that nobody watched; and the most. */
const SHARE = 0.4;
const MOST = 4;

/**
 * Played for several: videos of several accounts go through one machine that serves each for a course of its own. Records
 * of paid hands are course brushing (art. 24); that hands are not one's own is lending, which `shared-device` and
 * `serving-line` say. Never a case alone: it adds to what the player itself shows, a program's waits
 * or a schedule that accounts have in common.
 */
const playedFor = <M>(machine: Detector<M>, name: string): Detector<M> => ({
  ...machine,
  name,
  version: '2',
  violation: 'course_brushing',
  group: 'hands',
  types: machine.types.filter((type) => /\.video\./.test(type)),
  conclude: (days, context) => machine.conclude(days, context).map(asPlaying),
});

const asPlaying = (finding: Finding): Finding => ({
  ...finding,
  llr: round(Math.min(MOST, SHARE * finding.llr), 3),
  reason: {
    zh: `视频由代学者的机器播放：${finding.reason.zh}`,
    en: `Videos were played on a machine that plays them for others, too. ${finding.reason.en}`,
  },
});

export const playedForSeveral: readonly Detector[] = [
  playedFor(sharedDevice, 'played-for-several'),
  playedFor(servingLine, 'played-for-several-line'),
];
