/** Recognises what was sent twice, a day or two apart at most: as intake does, whatever the distance. */
export class RecentIds {
  private today = new Set<string>();
  private yesterday = new Set<string>();

  /** False when the id came before. */
  add(id: string): boolean {
    if (this.today.has(id) || this.yesterday.has(id)) return false;
    this.today.add(id);
    return true;
  }

  nextDay(): void {
    this.yesterday = this.today;
    this.today = new Set();
  }
}
