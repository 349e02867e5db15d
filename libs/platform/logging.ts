import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

/**
 * JSON lines on stderr. What is logged is chosen by the caller, field by field: never a body, a
 * query string, an address or a student's name, number or account (law 8).
 */
export type Log = pino.Logger;

export const createLog = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));

/** Nest's own messages through the same log; its route listings are worth no more than debug. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, context?: unknown): void {
    this.to.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.to.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.to.error({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.to.fatal({ context: rest.at(-1) }, String(message));
  }
}
