/** So many answers are kept, the newest ones. */
const MOST = 64;

/** Answers that hold as long as their key is asked for; two callers of one key share the work. */
export class Remembered<Answer> {
  private readonly answers = new Map<string, Promise<Answer>>();

  get(key: string, make: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(key);
    if (known) return known;
    const made = make();
    this.answers.set(key, made);
    // What failed is asked anew.
    made.catch(() => this.answers.delete(key));
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST) break;
      this.answers.delete(oldest);
    }
    return made;
  }
}
