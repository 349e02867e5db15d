import type { Ownership } from './ownership.js';

/** Whether this instance is the one to act, where nothing is read from a log. */
export class Leader {
  private leading = false;

  constructor(
    private readonly ownership: Ownership,
    private readonly onElected: () => void = () => undefined,
  ) {}

  get leads(): boolean {
    return this.leading;
  }

  start(): Promise<void> {
    return this.ownership.start(async (shares) => {
      const before = this.leading;
      this.leading = shares.length > 0;
      if (this.leading && !before) this.onElected();
    });
  }

  async stop(): Promise<void> {
    this.leading = false;
    await this.ownership.stop();
  }
}
