import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, DAY, event, MIN, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { replayedRecording } from './replayed-recording.detector.js';

/** Where a hand pauses a video, and for how long, seconds. */
type Hand = (video: number, nth: number) => readonly [played: number, held: number];

const VIDEOS = 8;
const PAUSES = 3;

/** Eight videos, one a day, each paused three times; `late` minutes after eight. */
const paused = (subject: string, late: number, hand: Hand) =>
  Array.from({ length: VIDEOS }, (_, video) => {
    const what = { subject, activity: `v-${video}` };
    let at = MONDAY_8 + video * DAY + late * MIN;
    const events = [event('video.played', { ...what, at })];
    for (let nth = 0; nth < PAUSES; nth++) {
      const [played, held] = hand(video, nth);
      at += Math.round(played * SEC);
      events.push(event('video.paused', { ...what, at }));
      at += Math.round(held * SEC);
      events.push(event('video.played', { ...what, at }));
    }
    return events;
  }).flat();

/** A hand of its own: pauses spread over the video, lengths over the logarithm. */
const handOf =
  (who: number): Hand =>
  (video, nth) => [
    20 + 280 * drawn(who * 100 + video * 10 + nth, 1),
    3 * Math.exp(3 * drawn(who * 100 + video * 10 + nth, 2)),
  ];

const classmates = Array.from({ length: 12 }, (_, n) =>
  paused(`c-${String(n).padStart(2, '0')}`, 60 * n, handOf(n + 1)),
).flat();

/** The recording, a few hundredths off as networks are. */
const replayOf =
  (who: number): Hand =>
  (video, nth) => {
    const [played, held] = handOf(99)(video, nth);
    return [played + 0.05 * drawn(who * 50 + video, nth), held + 0.05 * drawn(nth, who + video)];
  };

describe('a replayed recording', () => {
  it('given one sitting played back for three accounts at other hours, then each is accused by its own events', () => {
    const events = [0, 1, 2].flatMap((n) => paused(`s-${n}`, 200 * n + 30, replayOf(n)));
    const findings = whenJudged(replayedRecording, [...classmates, ...events]);
    expect(findings.map(({ subject }) => subject)).toEqual(['s-0', 's-1', 's-2']);
    expect(findings.every((finding) => accused([finding]))).toBe(true);
    const own = new Set(events.filter(({ subject }) => subject === 's-1').map(({ id }) => id));
    expect(findings[1]!.events.every(({ id }) => own.has(id))).toBe(true);
  });

  it('given a replay blurred by half a second, then it is accused nevertheless', () => {
    const blurred = (who: number): Hand => {
      return (video, nth) => {
        const [played, held] = handOf(99)(video, nth);
        return [played + 0.5 * drawn(who + 7 * video, nth), held + 0.5 * drawn(video, who + nth)];
      };
    };
    const events = [0, 1].flatMap((n) => paused(`s-${n}`, 200 * n + 30, blurred(n)));
    const findings = whenJudged(replayedRecording, [...classmates, ...events]);
    expect(findings.filter((finding) => accused([finding]))).toHaveLength(2);
  });

  it('given a class of own hands, then nothing', () => {
    expect(whenJudged(replayedRecording, classmates)).toEqual([]);
  });

  it('given two who watch together and pause together, then nothing', () => {
    const events = [0, 1].flatMap((n) => paused(`s-${n}`, 0.02 * n, replayOf(n)));
    expect(whenJudged(replayedRecording, [...classmates, ...events])).toEqual([]);
  });

  it('given questions in the videos that go on by themselves, then nothing', () => {
    const asked: Hand = (video, nth) => [60 + 10 * video + 50 * nth, 8];
    const events = Array.from({ length: 12 }, (_, n) => paused(`s-${n}`, 60 * n, asked)).flat();
    expect(whenJudged(replayedRecording, events)).toEqual([]);
  });

  it('given questions at the same instants, answered each in its own time, then nothing', () => {
    const answered =
      (who: number): Hand =>
      (video, nth) => [60 + 10 * video + 50 * nth, handOf(who)(video, nth)[1]];
    const events = Array.from({ length: 12 }, (_, n) => paused(`s-${n}`, 60 * n, answered(n)));
    expect(whenJudged(replayedRecording, events.flat()).filter(({ llr }) => llr > 5)).toEqual([]);
  });

  it('given three pauses in common (a near miss), then nothing', () => {
    const once = (who: number): Hand => {
      return (video, nth) =>
        video === 0 ? replayOf(who)(video, nth) : handOf(60 + who)(video, nth);
    };
    const events = [0, 1].flatMap((n) => paused(`s-${n}`, 200 * n + 30, once(n)));
    expect(whenJudged(replayedRecording, [...classmates, ...events])).toEqual([]);
  });

  it('given too few who pause to know what is usual, then nothing', () => {
    const events = [0, 1, 2].flatMap((n) => paused(`s-${n}`, 200 * n + 30, replayOf(n)));
    expect(whenJudged(replayedRecording, events)).toEqual([]);
  });
});
