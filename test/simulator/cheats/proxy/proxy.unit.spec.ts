import { describe, expect, it } from '@jest/globals';
import type { Happening } from '../../event.js';
import { presenceOf } from '../../habits/presence.js';
import { SEC } from '../../world/calendar.js';
import { clientOf, distinct, drawnBy, gapsOf, textOf } from '../testing/drawn.js';
import { PROXY } from './families.js';

const isSignIn = ({ type }: Happening): boolean => type === 'attendance.signed_in';

/** Sign-ins of the absent, meeting by meeting, on the first platform of each. */
const meetingsOf = (name: string): readonly (readonly Happening[])[] =>
  drawnBy(PROXY, name).flatMap(({ all }) => {
    const by = new Map<string, Happening[]>();
    for (const one of all.filter(isSignIn)) {
      const own = by.get(textOf(one, 'meeting')) ?? [];
      by.set(textOf(one, 'meeting'), own);
      if (own.length === 0 || own[0]?.platform === one.platform) own.push(one);
    }
    return [...by.values()];
  });

describe('somebody else signs in', () => {
  it.each(['one_phone', 'single_friend', 'used_elsewhere'])('%s: the phone of one', (name) => {
    for (const { scheme } of drawnBy(PROXY, name))
      expect(scheme.cases.filter(({ part }) => part === 'organiser')).toHaveLength(1);
    for (const meeting of meetingsOf(name))
      expect(distinct(meeting.map((one) => clientOf(one).deviceId))).toBe(1);
  });

  it('fresh_devices: a device each and again each time, one address and agent', () => {
    for (const meeting of meetingsOf('fresh_devices')) {
      expect(distinct(meeting.map((one) => clientOf(one).deviceId))).toBe(meeting.length);
      expect(distinct(meeting.map((one) => clientOf(one).ip))).toBe(1);
      expect(distinct(meeting.map((one) => clientOf(one).userAgent))).toBe(1);
      for (const gap of gapsOf(meeting)) expect(gap).toBeLessThan(20 * SEC);
    }
  });

  it('used_elsewhere: the account is looked at from the dormitory during that class', () => {
    for (const { all } of drawnBy(PROXY, 'used_elsewhere')) {
      const looks = all.filter((one) => !isSignIn(one));
      expect(looks.length).toBeGreaterThan(0);
      for (const one of looks) expect(clientOf(one).ip).toMatch(/^10\.30\.|^223\.220\./);
    }
  });
});

describe('signed in from afar', () => {
  it('qr_relay: one code for all, at the edge of its life', () => {
    for (const meeting of meetingsOf('qr_relay')) {
      expect(distinct(meeting.map((one) => textOf(one, 'token')))).toBe(1);
      for (const one of meeting) {
        const age = one.at - Date.parse(textOf(one, 'tokenIssuedAt'));
        expect(age).toBeGreaterThan(2 * SEC);
        expect(age).toBeLessThan(1.3 * one.platform.codeSec * SEC);
        expect(clientOf(one).ip).not.toMatch(/^10\.20\./);
      }
    }
  });

  it('qr_call: codes of their own, none from the teaching building', () => {
    const signs = meetingsOf('qr_call').flat();
    for (const one of signs) expect(clientOf(one).ip).not.toMatch(/^10\.20\./);
  });

  it('spoofed_point: one point for all and always; spoofed_jitter: a few metres around the teacher', () => {
    for (const { all } of drawnBy(PROXY, 'spoofed_point')) {
      const points = all.filter(isSignIn).map((one) => JSON.stringify(clientOf(one).geo));
      expect(distinct(points)).toBe(1);
    }
    for (const { all, world } of drawnBy(PROXY, 'spoofed_jitter')) {
      const signs = all.filter(isSignIn);
      const meetings = world.offerings.flatMap((one) => one.meetings);
      expect(distinct(signs.map((one) => JSON.stringify(clientOf(one).geo)))).toBe(signs.length);
      for (const one of signs) {
        const point = meetings.find(({ id }) => id === textOf(one, 'meeting'))?.point;
        const geo = clientOf(one).geo;
        if (!point || !geo) throw new Error('a sign-in by location tells where');
        expect(Math.abs(geo.lat - point.lat) * 111_000).toBeLessThan(5.1);
        expect(Math.abs(geo.lon - point.lon) * 89_000).toBeLessThan(5.1);
      }
    }
  });
});

describe('labels of proxy attendance', () => {
  it('given any family, then the absent do not come, would have, and are signed in', () => {
    for (const { name } of PROXY)
      for (const { scheme, of } of drawnBy(PROXY, name)) {
        for (const { student, offering, meetings } of scheme.replaces) {
          if (meetings === undefined || meetings === true) throw new Error('meetings by name');
          const label = scheme.cases.find(
            (one) => one.student === student.number && one.part === 'participant',
          );
          if (!label) throw new Error('who stays away bears a label');
          const signed = new Set(
            of(label)
              .filter(isSignIn)
              .map((one) => textOf(one, 'meeting')),
          );
          expect(signed).toEqual(new Set(meetings));
          for (const id of meetings)
            expect(presenceOf(student, offering).get(id)?.kind).toBe('present');
        }
      }
  });
});
