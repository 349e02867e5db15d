import { describe, expect, it } from '@jest/globals';
import { readKurrentDbSettings } from './kurrentdb-settings.js';

describe('settings of the event store server', () => {
  it('given no address, when read, then there is none', () => {
    expect(readKurrentDbSettings({ KURRENTDB_PREFIX: 'x' })).toBeUndefined();
  });

  it.each(['esdb://a:2113?tls=false', 'kurrentdb+discover://u:p@a:1,b:2', 'kurrentdb://a'])(
    'given %s, when read, then it is taken as it stands',
    (url) => {
      const env = { KURRENTDB_URL: url, KURRENTDB_PREFIX: '大学.' };
      expect(readKurrentDbSettings(env)).toEqual({ url, prefix: '大学.' });
    },
  );

  it('given a wrong address, when read, then the sentence names the setting and no password', () => {
    const read = () => readKurrentDbSettings({ KURRENTDB_URL: 'http://u:secret@a:2113' });
    expect(read).toThrow(expect.objectContaining({ setting: 'KURRENTDB_URL' }));
    expect(read).not.toThrow(/secret/);
    const odd = { KURRENTDB_URL: 'esdb://a', KURRENTDB_PREFIX: '$x' };
    expect(() => readKurrentDbSettings(odd)).toThrow(/KURRENTDB_PREFIX/);
  });
});
