/** An answer as a journey looks at it: JSON parsed where it is JSON. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Call {
  readonly method?: string;
  /** Objects go as JSON, bytes and texts as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const BATCH = 'application/cloudevents-batch+json';

/** One caller's view of a running server: `new Api(url, 'dev:officer:li')`. */
export class Api {
  constructor(
    readonly url: string,
    protected readonly token?: string,
  ) {}

  /** The same server, another caller. */
  as(token: string | undefined): Api {
    return new Api(this.url, token);
  }

  async call<Body = unknown>(
    path: string,
    { method, body, headers }: Call = {},
  ): Promise<Answer<Body>> {
    const plain = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
    const response = await fetch(new URL(path, this.url), {
      method: method ?? 'GET',
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(plain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? (body as string) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed =
      json && bytes.length > 0 ? (JSON.parse(bytes.toString('utf8')) as unknown) : bytes;
    return { status: response.status, headers: response.headers, body: parsed as Body };
  }

  get<Body = unknown>(path: string): Promise<Answer<Body>> {
    return this.call<Body>(path);
  }

  post<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.call<Body>(path, { method: 'POST', body });
  }

  put<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.call<Body>(path, { method: 'PUT', body });
  }

  delete<Body = unknown>(path: string): Promise<Answer<Body>> {
    return this.call<Body>(path, { method: 'DELETE' });
  }

  /** CloudEvents as one batch. */
  send<Body = unknown>(events: readonly unknown[]): Promise<Answer<Body>> {
    return this.call<Body>('/api/v1/events', {
      method: 'POST',
      body: JSON.stringify(events),
      headers: { 'content-type': BATCH },
    });
  }
}
