import { Inject, Injectable, Optional } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../event-sourcing/clock.js';
import type { Tickets } from '../../event-sourcing/tickets.js';
import type { Principal } from '../principal.js';
import { CLOCK, TICKETS } from '../tokens.js';

export const TICKET_MS = 60_000;

export interface IssuedTicket {
  /** 32 random bytes in base64url: 43 characters. */
  readonly ticket: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/**
 * Tickets for clients that cannot send headers: good once, for a minute, on the routes that take them.
 * An address may end up in somebody's log, so a ticket says nothing of its bearer, and what is kept of it
 * opens with the ticket only.
 */
@Injectable()
export class TicketOffice {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(TICKETS) private readonly tickets?: Tickets,
  ) {}

  async issue({ role, name }: Principal): Promise<IssuedTicket> {
    if (!this.tickets) throw new Error('no engine keeps tickets here');
    const now = this.clock.now();
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = now + TICKET_MS;
    const sealed = seal(ticket, JSON.stringify({ role, name }));
    await this.tickets.put({ id: idOf(ticket), sealed, expiresAt }, now);
    return { ticket, expiresAt };
  }

  /** Undefined for one that is forged, used or out of date. */
  async redeem(ticket: string): Promise<Principal | undefined> {
    const sealed = await this.tickets?.take(idOf(ticket), this.clock.now());
    return sealed && (JSON.parse(open(ticket, sealed)) as Principal);
  }
}

const hash = (purpose: string, ticket: string): Buffer =>
  createHash('sha256').update(`${purpose}\n${ticket}`).digest();

const idOf = (ticket: string): string => hash('id', ticket).toString('hex');

const CIPHER = 'aes-256-gcm';
const TAG = 16;
/** A key seals one text only, so its nonce may be the same each time. */
const NONCE = Buffer.alloc(12);

const seal = (ticket: string, text: string): Uint8Array => {
  const cipher = createCipheriv(CIPHER, hash('seal', ticket), NONCE);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
};

const open = (ticket: string, sealed: Uint8Array): string => {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv(CIPHER, hash('seal', ticket), NONCE);
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString();
};
