import type { Answer, Api } from './api.js';

export interface CaseShape {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly student: string;
  readonly offering: string;
  readonly violation: string;
  readonly score: number;
  readonly signals: readonly string[];
  readonly evidence: readonly { readonly id: string }[];
  readonly people: { readonly investigators: readonly string[] };
  readonly deadlines: readonly DeadlineShape[];
  readonly outcome: { readonly kind: string } | null;
}

export interface DeadlineShape {
  readonly name: string;
  readonly basis: string;
  readonly unit: string;
  readonly due: string;
  readonly state: string;
}

export interface HistoryItem {
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly role: string; readonly person: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ProblemShape {
  readonly code: string;
  readonly guard?: string;
  readonly article?: string;
  readonly pointer?: string;
  readonly current?: number;
}

type Payload = Readonly<Record<string, unknown>>;
type Who = `${string}:${string}`;

/** One case, walked by people who each say what they do: `walk.run('claim', 'officer:li')`. */
export class CaseWalk {
  constructor(
    private api: Api,
    readonly id: string,
  ) {}

  /** The same case on a server that was started again. */
  on(api: Api): void {
    this.api = api;
  }

  as(who: Who): Api {
    return this.api.as(`dev:${who}`);
  }

  async now(): Promise<CaseShape> {
    return expected200(await this.as('auditor:shen').get<CaseShape>(this.path()), 'reading');
  }

  async history(): Promise<readonly HistoryItem[]> {
    const answer = await this.as('auditor:shen').get<{ items: HistoryItem[] }>(
      `${this.path()}/history`,
    );
    return expected200(answer, 'history').items;
  }

  async countOf(type: string): Promise<number> {
    return (await this.history()).filter((event) => event.type === type).length;
  }

  /** Posts the command on the version that stands, or on `expectedVersion` of the payload. */
  async post<Body = CaseShape & ProblemShape>(
    command: string,
    who: Who,
    payload: Payload = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const body = { expectedVersion: (await this.now()).version, ...payload };
    return this.as(who).call<Body>(`${this.path()}/commands/${command}`, {
      method: 'POST',
      body,
      headers,
    });
  }

  /** The command is carried out; read anew where the registry's answer came in between. */
  async run(command: string, who: Who, payload?: Payload): Promise<CaseShape> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.post(command, who, payload);
      const overtaken = answer.body.code === 'wrong_version' && !payload?.['expectedVersion'];
      if (!overtaken || attempt === 5) return expected200(answer, command);
    }
  }

  /** The command is refused and changes nothing; answers the guard, or the status without one. */
  async refusal(command: string, who: Who, payload?: Payload): Promise<string> {
    const before = await this.now();
    const { status, body } = await this.post(command, who, payload);
    if (status < 400) throw new Error(`${command} by ${who} was not refused`);
    if ((await this.now()).version !== before.version)
      throw new Error(`${command} by ${who} was refused and changed the case`);
    return body.guard ?? `${status} ${body.code}`;
  }

  deadline(name: string): Promise<DeadlineShape> {
    return this.now().then(({ deadlines }) => {
      const found = deadlines.filter((one) => one.name === name).at(-1);
      if (!found) throw new Error(`case ${this.id} has no deadline ${name}`);
      return found;
    });
  }

  async clock(): Promise<string> {
    return (await this.api.get<{ now: string }>('/api/v1/dev/clock')).body.now;
  }

  /** Moves the server's clock to just after the deadline; all that was due has happened then. */
  async pass(name: string): Promise<void> {
    const { due } = await this.deadline(name);
    const now = new Date(Date.parse(due) + 60_000).toISOString();
    expected200(await this.api.post('/api/v1/dev/clock', { now }), `passing ${name}`);
  }

  path(): string {
    return `/api/v1/cases/${this.id}`;
  }
}

const expected200 = <Body>({ status, body }: Answer<Body>, what: string): Body => {
  if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
};
