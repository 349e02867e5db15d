import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, firstOf, phone } from '../testing/class.js';
import { CASE_LLR, whenJudged } from '../testing/given.js';
import { reusedPhoto } from './reused-photo.detector.js';

type Picture = (student: number, week: number) => string;

const fresh: Picture = (student, week) => `picture ${student} of ${week}`;

const photographed = (picture: Picture) =>
  classOf(50, 5, (student, week) => ({
    at: arrives(student, week).at,
    client: phone(student),
    data: { method: 'photo', photoHash: picture(student, week) },
  }));

const findingsOf = (picture: Picture) => whenJudged(reusedPhoto, photographed(picture));

const accusedOf = (picture: Picture) =>
  findingsOf(picture)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

describe('reused photo', () => {
  it('given a new picture each time, then nothing', () => {
    expect(findingsOf(fresh)).toEqual([]);
  });

  it('given one stored file at three meetings, then it accuses and cites those three', () => {
    const stored: Picture = (n, week) =>
      n === 3 && week < 3 ? 'stored file 0.jpg' : fresh(n, week);
    expect(accusedOf(stored)).toEqual(['s3']);
    expect(findingsOf(stored)[0]!.events).toHaveLength(3);
  });

  it('given one file at two meetings (a near miss), then it is seen, no case', () => {
    const twice: Picture = (n, week) =>
      n === 3 && week < 2 ? 'stored file 0.jpg' : fresh(n, week);
    expect(findingsOf(twice)).toHaveLength(1);
    expect(accusedOf(twice)).toEqual([]);
  });

  it('given two accounts with one picture at two meetings, then it accuses both', () => {
    const sent: Picture = (n, week) => fresh(n === 1 && week < 2 ? 0 : n, week);
    expect(accusedOf(sent)).toEqual(firstOf(2));
  });

  it('given one file that stands for no picture in a quarter of the class, then nothing', () => {
    expect(findingsOf((n, week) => (n % 4 ? fresh(n, week) : 'no picture'))).toEqual([]);
  });

  it('given an app that sends the last picture again for many, then nothing', () => {
    expect(findingsOf((n, week) => fresh(n, n % 5 ? week : 0))).toEqual([]);
  });

  it('given hashes too short to tell pictures apart, then nothing', () => {
    expect(findingsOf((n) => (n < 3 ? '0' : ''))).toEqual([]);
  });
});
