import { describe, expect, it } from '@jest/globals';
import { faultOf, mayCall } from './target-rules.js';

const STRICT = { networks: [], loopback: false };
const CAMPUS = { networks: ['10.20.0.0/16', 'fd00:20::/32'], loopback: false };
const DEV = { networks: [], loopback: true };

describe('addresses that webhooks may call', () => {
  it.each([
    ['https://jw.example.edu.cn/hook?x=1', undefined],
    ['https://8.8.8.8/', undefined],
    ['ftp://jw.example.edu.cn/', 'not_https'],
    ['http://jw.example.edu.cn/', 'not_https'],
    ['http://127.0.0.1/', 'not_https'],
    ['jw.example.edu.cn', 'not_a_url'],
    ['', 'not_a_url'],
    ['https://u:p@jw.example.edu.cn/', 'credentials'],
    ['https://jw.example.edu.cn/#x', 'fragment'],
    [`https://jw.example.edu.cn/${'x'.repeat(2048)}`, 'too_long'],
    ['https://localhost/', 'forbidden_address'],
    ['https://127.1/', 'forbidden_address'],
    ['https://2130706433/', 'forbidden_address'],
    ['https://0x7f.0.0.1/', 'forbidden_address'],
    ['https://10.1.2.3/', 'forbidden_address'],
    ['https://169.254.169.254/latest/meta-data/', 'forbidden_address'],
    ['https://100.64.0.1/', 'forbidden_address'],
    ['https://0.0.0.0/', 'forbidden_address'],
    ['https://[::1]/', 'forbidden_address'],
    ['https://[::ffff:10.1.2.3]/', 'forbidden_address'],
    ['https://[64:ff9b::a01:203]/', 'forbidden_address'],
    ['https://[fe80::1]/', 'forbidden_address'],
    ['https://[fd00:20::1]/', 'forbidden_address'],
  ])('%s: %s', (url, fault) => {
    expect(faultOf(url, STRICT)).toBe(fault);
  });

  it('given networks that the installation names, then those and no others are allowed', () => {
    expect(faultOf('https://10.20.3.4/', CAMPUS)).toBeUndefined();
    expect(faultOf('https://[fd00:20::1]/', CAMPUS)).toBeUndefined();
    expect(mayCall('::ffff:10.20.3.4', CAMPUS)).toBe(true);
    expect(faultOf('https://10.21.3.4/', CAMPUS)).toBe('forbidden_address');
    expect(faultOf('http://10.20.3.4/', CAMPUS)).toBe('not_https');
  });

  it('given development, then plain http to loopback and nowhere else', () => {
    for (const url of ['http://127.0.0.1:8080/', 'http://localhost:1/', 'http://[::1]/'])
      expect(faultOf(url, DEV)).toBeUndefined();
    expect(faultOf('http://10.1.2.3/', DEV)).toBe('not_https');
    expect(faultOf('http://8.8.8.8/', DEV)).toBe('not_https');
  });
});
