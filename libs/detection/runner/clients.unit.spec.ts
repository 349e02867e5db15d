import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../activity/activity.js';
import { Clients } from './clients.js';

describe('clients of events', () => {
  const clients = new Clients();
  const client: Client = { deviceId: 'phone', userAgent: 'app', ip: '192.0.2.1' };

  it('are one object where they are equal', () => {
    const first = clients.of({ ...client });
    expect(clients.of({ ip: '192.0.2.1', userAgent: 'app', deviceId: 'phone' })).toBe(first);
    expect(first).toEqual(client);
    expect(clients.of({ ...client, ip: '192.0.2.2' })).not.toBe(first);
    expect(clients.of({ userAgent: 'app' })).toBe(clients.of({ userAgent: 'app' }));
    expect(clients.of({ deviceId: 'app' })).toEqual({ deviceId: 'app' });
  });

  it('stay as they came where they tell more, or what is no text', () => {
    const placed: Client = { ...client, geo: { lat: 30, lon: 120 } };
    expect(clients.of(placed)).toBe(placed);
    const long: Client = { userAgent: 'x'.repeat(600) };
    expect(clients.of(long)).toBe(long);
    const absurd = { ip: 7 } as unknown as Client;
    expect(clients.of(absurd)).toBe(absurd);
  });
});
