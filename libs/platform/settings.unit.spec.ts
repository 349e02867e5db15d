import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('given nothing, when read, then the contract’s defaults hold', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      profile: 'embedded',
      timeZone: 'Asia/Shanghai',
      dev: false,
      oidc: undefined,
    });
    expect(readSettings({}).dataDir).toMatch(/\/data$/);
  });

  it('given a name of the university, when read, then it is trimmed; a blank one is none', () => {
    const named = (name: string) => readSettings({ PROBITY_ORGANIZATION: name }).organization;
    expect([named(' 青海师范大学 '), named(' ')]).toEqual(['青海师范大学', undefined]);
  });

  it('given both, when read, then the command line wins', () => {
    expect(readSettings({ PORT: '1' }, { port: '2' }).port).toBe(2);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PROBITY_PROFILE: 'cloud' }, 'PROBITY_PROFILE'],
    [{ PROBITY_PROFILE: 'distributed' }, 'DATABASE_URL'],
    [{ PROBITY_PROFILE: 'distributed', DATABASE_URL: 'mysql://h/d' }, 'DATABASE_URL'],
    [{ PROBITY_PROFILE: 'distributed', DATABASE_URL: 'postgres://h' }, 'DATABASE_URL'],
    [{ TZ_INSTALLATION: 'Qinghai' }, 'TZ_INSTALLATION'],
    [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_AUDIENCE'],
    [{ OIDC_AUDIENCE: 'probity' }, 'OIDC_ISSUER'],
    [{ OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'probity' }, 'OIDC_ISSUER'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ PROBITY_ORGANIZATION: '大学\nLegal-Hold: no' }, 'PROBITY_ORGANIZATION'],
    [{ PROBITY_ORGANIZATION: '大'.repeat(101) }, 'PROBITY_ORGANIZATION'],
  ])('given %j, when read, then the sentence names %s', (env, name) => {
    expect(() => readSettings(env)).toThrow(new RegExp(`^${name} `));
  });

  it('given a wrong address with a password, when read, then the sentence does not say it', () => {
    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: 'http://u:secret@h/d' };
    expect(() => readSettings(env)).not.toThrow(/secret/);
    expect(() => readSettings(env)).toThrow(/^DATABASE_URL /);
  });

  it('given --dev in production or beyond loopback, when read, then it is refused', () => {
    expect(() => readSettings({ NODE_ENV: 'production' }, { dev: true })).toThrow(/^NODE_ENV /);
    expect(() => readSettings({ HOST: '0.0.0.0' }, { dev: true })).toThrow(/^HOST /);
  });
});
