import { Api, type Answer, type Call } from '../support/api.js';
import type { TestServer } from '../support/server.js';

/** Which service answers what, as a front would lead it. */
const ROUTES: readonly (readonly [path: RegExp, service: string])[] = [
  [/^\/api\/v1\/students\/[^/]+\/timeline/, 'timeline'],
  [/^\/api\/v1\/(signals|policies)/, 'detection'],
  [/^\/api\/v1\/cases/, 'casework'],
];

/** Processes of one installation behind one address; one of a service's processes answers for all. */
export class FleetApi extends Api {
  constructor(
    private readonly serverOf: (service: string) => TestServer,
    token = 'dev:admin:root',
  ) {
    super('', token);
  }

  override as(token: string | undefined): Api {
    return new FleetApi(this.serverOf, token);
  }

  override call<Body = unknown>(path: string, call: Call = {}): Promise<Answer<Body>> {
    const [, service = 'gateway'] = ROUTES.find(([pattern]) => pattern.test(path)) ?? [];
    return this.serverOf(service).api.as(this.token).call<Body>(path, call);
  }
}
