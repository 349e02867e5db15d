/** The server said no: `problem` is its problem+json body. Exit code 1. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>>,
    readonly retryAfter: number | undefined,
  ) {
    super(describe(status, problem));
    this.name = 'Refused';
  }
}

/** Nobody answers at the address. Exit code 3. */
export class Unreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(`no server answers at ${url}: start one with \`npm start\`, or name another with --url`, {
      cause,
    });
    this.name = 'Unreachable';
  }
}

/** The command was called wrongly, or a file cannot be read. Exit code 2. */
export class Usage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Usage';
  }
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

export interface ApiOptions {
  readonly url: string;
  readonly token: string | undefined;
}

/** The HTTP side of every command; answers are JSON unless bytes are asked for. */
export class ApiClient {
  constructor(private readonly options: ApiOptions) {}

  async get<Body>(path: string): Promise<Body> {
    return (await this.json<Body>('GET', path)).body;
  }

  /** GET that downloads. */
  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.send('GET', path, undefined, {});
    if (!response.ok) throw await refusal(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  put<Body>(path: string, body: string | Uint8Array): Promise<Answer<Body>> {
    return this.json<Body>('PUT', path, body, { 'content-type': 'application/json' });
  }

  post<Body>(
    path: string,
    body: string | Uint8Array,
    contentType = 'application/json',
    accepted: readonly number[] = [],
  ): Promise<Answer<Body>> {
    return this.json<Body>('POST', path, body, { 'content-type': contentType }, accepted);
  }

  private async json<Body>(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
    accepted: readonly number[] = [],
  ): Promise<Answer<Body>> {
    const response = await this.send(method, path, body, headers);
    if (!response.ok && !accepted.includes(response.status)) throw await refusal(response);
    return { status: response.status, body: (await response.json()) as Body };
  }

  private async send(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    const { url, token } = this.options;
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    try {
      return await fetch(new URL(path, url), {
        method,
        headers: { ...headers, ...authorization },
        ...(body === undefined ? {} : { body: body as string }),
      });
    } catch (cause) {
      throw new Unreachable(url, cause);
    }
  }
}

const refusal = async (response: Response): Promise<Refused> => {
  const text = await response.text();
  let problem: Record<string, unknown>;
  try {
    problem = JSON.parse(text) as Record<string, unknown>;
  } catch {
    problem = { detail: text.slice(0, 200) };
  }
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Refused(response.status, problem, Number.isFinite(after) ? after : undefined);
};

const describe = (status: number, problem: Readonly<Record<string, unknown>>): string => {
  const word = (name: string) => (typeof problem[name] === 'string' ? problem[name] : undefined);
  const pointer = word('pointer');
  const parts = [word('code') ?? `HTTP ${String(status)}`, word('detail') ?? word('title')];
  return `${parts.filter(Boolean).join(': ')}${pointer ? ` (at ${pointer})` : ''}`;
};
