import type { HeldTicket, Tickets } from '../../event-sourcing/tickets.js';

/** Enough where one process does everything: a minute's ticket need not outlive it. */
export class MemoryTickets implements Tickets {
  private readonly held = new Map<string, HeldTicket>();

  async put(ticket: HeldTicket, now: number): Promise<void> {
    this.sweep(now);
    this.held.set(ticket.id, ticket);
  }

  async take(id: string, now: number): Promise<Uint8Array | undefined> {
    this.sweep(now);
    const found = this.held.get(id);
    this.held.delete(id);
    return found?.sealed;
  }

  private sweep(now: number): void {
    for (const { id, expiresAt } of this.held.values()) if (expiresAt <= now) this.held.delete(id);
  }
}
