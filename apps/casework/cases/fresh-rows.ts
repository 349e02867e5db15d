import { Injectable } from '@nestjs/common';

/** Cases that are remembered; the memory is cheap to lose. */
const REMEMBERED = 1_000;

/**
 * Cases whose rows a command has just put into the index: the index reader, which comes to the same events
 * a moment later, need neither read nor write them again.
 */
@Injectable()
export class FreshRows {
  /** Stream and version, the least lately noted first. */
  private readonly cases = new Map<string, number>();

  /** The row of that version is in the index. */
  note(stream: string, version: number): void {
    const known = this.cases.get(stream);
    if (known !== undefined && known >= version) return;
    this.cases.delete(stream);
    this.cases.set(stream, version);
    for (const oldest of this.cases.keys()) {
      if (this.cases.size <= REMEMBERED) return;
      this.cases.delete(oldest);
    }
  }

  /** Whether the index has that version of the case, or a newer one. */
  has(stream: string, version: number): boolean {
    return (this.cases.get(stream) ?? 0) >= version;
  }
}
