/** Wake-up calls without data. */
export class Listeners {
  private readonly listeners = new Set<() => void>();

  /** Returns the function that ends the subscription. */
  add(listener: () => void): () => void {
    const own = () => listener();
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  /**
   * Calls each once. What a listener throws is thrown outside of the caller: an append that is on
   * disk must not be answered with a listener's mistake.
   */
  announce(): void {
    for (const listener of [...this.listeners]) {
      try {
        listener();
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
