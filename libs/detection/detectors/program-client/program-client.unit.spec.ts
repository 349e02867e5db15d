import { describe, expect, it } from '@jest/globals';
import { PLATFORM_PROGRAMS } from '../../baselines/names.js';
import type { Baselines, Detector } from '../../detector.js';
import { CASE_LLR, event, given, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { programClients } from './program-client.detector.js';

const [video, signIn, answers, key] = programClients as readonly Detector[];

/** A platform on which such a share of accounts bears a program's name. */
const common = (share: number): Baselines => ({
  read: (name) =>
    name === PLATFORM_PROGRAMS ? { value: share, n: 800, cite: `${name}/2026-W10@1` } : undefined,
});
const RARE = common(0.005);

const acts = (type: string, userAgent: string | undefined, count: number) =>
  Array.from({ length: count }, (_, n) =>
    event(type, {
      at: MONDAY_8 + n * 30 * SEC,
      client: { ip: '10.1.0.7', ...(userAgent === undefined ? {} : { userAgent }) },
      data: { item: `i${n}`, meeting: `m${n}` },
    }),
  );
const llrOf = (...[detector, events, baselines = RARE]: Parameters<typeof judged>) =>
  judged(detector, events, baselines)[0]?.llr ?? 0;
const judged = (
  detector: Detector | undefined,
  events: ReturnType<typeof acts>,
  baselines?: Baselines,
) => whenJudged(detector!, events, given(), baselines);

const SCRIPT = 'python-requests/2.31.0';

describe('a client that names itself as a program', () => {
  it.each([
    ['videos', video, 'video.heartbeat', 40],
    ['sign-ins', signIn, 'attendance.signed_in', 3],
    ['answers', answers, 'assessment.answered', 20],
    ['answers drawn out', key, 'assessment.answer_shown', 20],
  ])('given %s by a script, then it accuses and cites them', (_, detector, type, count) => {
    const [finding] = judged(detector, acts(type, SCRIPT, count), RARE);
    expect(finding?.llr).toBeGreaterThanOrEqual(CASE_LLR);
    expect(finding?.events.length).toBeGreaterThan(0);
    expect(finding?.baselines).toEqual(['platform.programs/2026-W10@1']);
  });

  it.each([
    'Go-http-client/1.1',
    'axios/1.6.8',
    'Mozilla/5.0 (compatible; Bot/1.0)',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36',
  ])('given %s, then it is a program', (agent) => {
    expect(llrOf(video, acts('video.heartbeat', agent, 60))).toBeGreaterThanOrEqual(CASE_LLR);
  });

  it.each([
    ['a browser', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0'],
    ['an old browser', 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1)'],
    ['the desk program of a vendor', 'Mozilla/5.0 (Windows NT 10.0) Electron/28.0 Chrome/120.0'],
    ['an app with a name of its own', 'ChaoXingStudy/6.3 (Android 13)'],
    ['a phone that has the word in its model', 'Mozilla/5.0 (Linux; Android 13; JAVA-2) Mobile'],
    ['no agent told', undefined],
  ])('given %s, then nothing', (_, agent) => {
    expect(judged(video, acts('video.heartbeat', agent, 60), RARE)).toEqual([]);
  });

  it('given a gateway through which one in twenty goes, then nothing', () => {
    expect(judged(video, acts('video.heartbeat', SCRIPT, 60), common(0.05))).toEqual([]);
  });

  it('given nobody knows yet what is usual there, then a signal and no case', () => {
    const unknown: Baselines = { read: () => undefined };
    expect(llrOf(video, acts('video.heartbeat', SCRIPT, 60), unknown)).toBe(3);
  });

  it('given what apps are built with, then a signal and no case', () => {
    const llr = llrOf(video, acts('video.heartbeat', 'okhttp/4.12.0', 60));
    expect(llr).toBeGreaterThan(0);
    expect(llr).toBeLessThan(CASE_LLR);
  });

  it('given two stray events (a near miss), then nothing', () => {
    expect(judged(video, acts('video.heartbeat', SCRIPT, 2), RARE)).toEqual([]);
  });
});
