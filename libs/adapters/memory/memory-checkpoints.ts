import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';

export class MemoryCheckpoints implements Checkpoints {
  private readonly positions = new Map<string, Position>();

  async load(reader: string): Promise<Position> {
    return this.positions.get(reader) ?? START;
  }

  async save(reader: string, position: Position): Promise<void> {
    this.positions.set(reader, position);
  }
}
