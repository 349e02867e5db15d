import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { Book, type Message } from './book.js';
import { answeringOf, troublesOf, type Trouble } from './plan.js';
import type { Probity } from './probity.js';

export interface Delivery {
  readonly id: string;
  readonly body: string;
  readonly trouble: Trouble | 'none';
}

/** A small registry: it checks signatures, books, and acknowledges, as its plan lets it. */
export class Registry {
  readonly book = new Book();
  readonly deliveries: Delivery[] = [];
  readonly forged: string[] = [];
  /** While it is stopped, messages are booked and nothing is answered. */
  stopped = false;
  /** What it refused at first it takes from now on. */
  mended = false;
  /** It does what it acknowledges from now on, also with messages that it contradicted before. */
  honest = false;
  secret = '';

  constructor(
    private readonly seed: number,
    readonly probity: Probity,
  ) {}

  /** What the connection does: nothing of the message counts before the signature proves it. */
  take(body: string, headers: IncomingHttpHeaders): Trouble | 'none' | 'forged' | 'stopped' {
    const id = String(headers['webhook-id']);
    if (!this.isGenuine(body, headers)) {
      this.forged.push(id);
      return 'forged';
    }
    const before = this.deliveries.filter((one) => one.id === id).length;
    const trouble = this.stopped ? 'unanswered' : (troublesOf(this.seed, id)[before] ?? 'none');
    this.deliveries.push({ id, body, trouble });
    if (trouble === 'lost' || trouble === 'failed') return trouble;
    this.carryOut(JSON.parse(body) as Message);
    return this.stopped ? 'stopped' : trouble;
  }

  private carryOut(message: Message): void {
    const answering = answeringOf(this.seed, message.id, message.kind);
    const common = { reference: `JW-${message.id}`, at: new Date().toISOString() };
    if (answering === 'refused' && !this.mended)
      return this.probity.acknowledge(message.id, { ...common, status: 'refused' });
    this.book.book(message, answering === 'contradicted');
    const accepted = { ...common, status: 'accepted' };
    if (answering === 'contradicted') {
      if (this.honest) this.book.correct(message);
      return this.probity.acknowledge(message.id, { ...accepted, grade: this.honest ? 0 : 61 });
    }
    this.probity.acknowledge(message.id, accepted);
    if (answering === 'twice') this.probity.acknowledge(message.id, accepted);
  }

  private isGenuine(body: string, headers: IncomingHttpHeaders): boolean {
    try {
      new Webhook(this.secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  }
}
