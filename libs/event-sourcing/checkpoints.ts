import type { Position } from './recorded-event.js';

/** How far each reader has come. A reader's name is stable across restarts. */
export interface Checkpoints {
  /** START for a reader never seen. */
  load(reader: string): Promise<Position>;
  /** Durable when resolved. Where rows depend on it, an adapter saves both in one transaction. */
  save(reader: string, position: Position): Promise<void>;
}
