import type { Client } from '../../activity/activity.js';

type Texts<Value> = Map<string | undefined, Value>;

/** Then all are forgotten; a term's accounts have a few clients each. */
const MOST_CLIENTS = 50_000;

/**
 * Equal clients become one and the same object, of one form: millions of events come from few clients,
 * and judges that compare neighbours see at a glance that nothing changed. A client that tells a
 * position, or what no contract names, stays as it came.
 */
export class Clients {
  private readonly known: Texts<Texts<Texts<Client>>> = new Map();
  private size = 0;

  of(client: Client): Client {
    const { deviceId, userAgent, ip } = client;
    if (!isShort(deviceId) || !isShort(userAgent) || !isShort(ip)) return client;
    if (hasMore(client)) return client;
    let ofDevice = this.known.get(deviceId);
    if (!ofDevice) this.known.set(deviceId, (ofDevice = new Map()));
    let ofAgent = ofDevice.get(userAgent);
    if (!ofAgent) ofDevice.set(userAgent, (ofAgent = new Map()));
    const same = ofAgent.get(ip);
    if (same) return same;
    const fresh: Client = { ip, userAgent, deviceId };
    ofAgent.set(ip, fresh);
    if ((this.size += 1) > MOST_CLIENTS) this.forget();
    return fresh;
  }

  private forget(): void {
    this.known.clear();
    this.size = 0;
  }
}

/** Longer texts are not held on to. */
const LONGEST = 512;

/** Of a type that no contract lists it may be anything. */
const isShort = (text: unknown): boolean =>
  text === undefined || (typeof text === 'string' && text.length <= LONGEST);

const hasMore = (client: Client): boolean => {
  for (const member in client)
    if (member !== 'ip' && member !== 'userAgent' && member !== 'deviceId') return true;
  return false;
};
