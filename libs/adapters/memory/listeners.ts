/** Callbacks without data, each called once per announcement. */
export class Listeners {
  private readonly listeners = new Set<() => void>();

  add(listener: () => void): () => void {
    const own = () => listener();
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  announce(): void {
    for (const listener of this.listeners) listener();
  }
}
