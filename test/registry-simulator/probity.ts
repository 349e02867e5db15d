import { setTimeout as pause } from 'node:timers/promises';

/** The registry's way back to Probity; what cannot be said now is said until it was heard. */
export class Probity {
  url = '';
  private readonly saying = new Set<Promise<void>>();

  constructor(private readonly token: string) {}

  acknowledge(outcome: string, answer: object): void {
    const said = this.until(`/api/v1/outcomes/${outcome}/acknowledgement`, 'POST', answer);
    this.saying.add(said);
    void said.finally(() => this.saying.delete(said));
  }

  /** Answers the status; the whole book at once. */
  async state(items: readonly object[]): Promise<number> {
    return this.send('/api/v1/registry/grades', 'PUT', { items });
  }

  /** Resolves once everything was heard. */
  async quiet(): Promise<void> {
    while (this.saying.size > 0) await Promise.all(this.saying);
  }

  private async until(path: string, method: string, body: object): Promise<void> {
    for (;;) {
      const status = await this.send(path, method, body).catch(() => 0);
      if (status > 0 && status < 500) return;
      await pause(200);
    }
  }

  private async send(path: string, method: string, body: object): Promise<number> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
    };
    const request = { method, headers, body: JSON.stringify(body) };
    const { status } = await fetch(new URL(path, this.url), request);
    return status;
  }
}
