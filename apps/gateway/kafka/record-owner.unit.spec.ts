import { describe, expect, it } from '@jest/globals';
import { isKeyOf, ownersOf } from './record-owner.js';

describe('whose a record is', () => {
  const among =
    (...sources: readonly string[]) =>
    (source: string) =>
      sources.includes(source);

  it('given a registered source, when the subject has slashes too, then the source is found', () => {
    expect(ownersOf('chaoxing/a/b', among('chaoxing'))).toEqual(['chaoxing']);
    expect(ownersOf('https://lms.edu/x/2023', among('https://lms.edu/x'))).toEqual([
      'https://lms.edu/x',
    ]);
  });

  it('given a source within another, when both fit, then the longer is asked first', () => {
    expect(ownersOf('a/b/c', among('a', 'a/b'))).toEqual(['a/b', 'a']);
  });

  it('given nobody known, when asked, then it is what stands before the slash, or nobody', () => {
    expect(ownersOf('moodle/7', among())).toEqual(['moodle']);
    expect(ownersOf('', among())).toEqual([]);
    expect(ownersOf('/7', among())).toEqual([]);
  });

  it('given an event without subject, when its key is the source, then it fits', () => {
    expect(isKeyOf('moodle', 'moodle', undefined)).toBe(true);
    expect(isKeyOf('moodle/', 'moodle', undefined)).toBe(true);
    expect(isKeyOf('moodle/7', 'moodle', undefined)).toBe(false);
    expect(isKeyOf('moodle', 'moodle', '7')).toBe(false);
    expect(isKeyOf('moodle/7', 'moodle', '7')).toBe(true);
  });
});
