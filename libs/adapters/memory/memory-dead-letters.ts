import type { DeadLetter, DeadLetters } from '../../event-sourcing/dead-letters.js';

/** The latest letter per reader and position: a repeated skip is one letter. */
export class MemoryDeadLetters implements DeadLetters {
  private readonly letters = new Map<string, DeadLetter>();

  async put(letter: DeadLetter): Promise<void> {
    this.letters.set(JSON.stringify([letter.reader, letter.position]), letter);
  }

  async list(reader?: string): Promise<readonly DeadLetter[]> {
    return [...this.letters.values()]
      .filter((letter) => reader === undefined || letter.reader === reader)
      .sort((a, b) => a.position - b.position);
  }
}
