import { Api, type Answer, type Call } from '../support/api.js';
import type { TestServer } from '../support/server.js';

export type Apart = Readonly<
  Record<'gateway' | 'timeline' | 'detection' | 'casework', Pick<TestServer, 'url'>>
>;

/** As the deployment's front does it. */
const ROUTES: readonly (readonly [RegExp, keyof Apart])[] = [
  [/^\/api\/v1\/(events|rejects|pipeline|roster|sources)(\/|\?|$)/, 'gateway'],
  [/^\/api\/v1\/students\/[^/]+\/timeline(\?|$)/, 'timeline'],
  [/^\/api\/v1\/(signals|policies|feed-quality)(\/|\?|$)/, 'detection'],
];

/** One address before services that run apart. */
export class FrontApi extends Api {
  constructor(
    private readonly services: Apart,
    private readonly bearer = 'dev:admin:root',
  ) {
    super(services.gateway.url, bearer);
  }

  override as(token: string | undefined): Api {
    return new FrontApi(this.services, token);
  }

  override call<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    const service = ROUTES.find(([route]) => route.test(path))?.[1] ?? 'casework';
    return new Api(this.services[service].url, this.bearer).call<Body>(path, call);
  }
}
