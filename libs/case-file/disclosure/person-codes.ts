import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { mapped } from './members.js';

/** Members that hold person ids, and the part in which they make somebody act. */
const PARTS: Readonly<Record<string, string>> = {
  by: 'official',
  person: 'official',
  approvedBy: 'official',
  recordedBy: 'officer',
  assignee: 'officer',
  investigators: 'officer',
  reviewers: 'reviewer',
  members: 'committee',
  member: 'committee',
  chair: 'committee',
  secretary: 'committee',
  owner: 'teacher',
  teachers: 'teacher',
  reporters: 'reporter',
};

/**
 * Codes for everybody but the student who acts or is named in a case: `officer-1`, `committee-2`, by
 * the part in which they appear first. A function of the events, so the same in every export.
 */
export class PersonCodes {
  private readonly codes = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(
    events: readonly RecordedEvent[],
    private readonly student: string,
  ) {
    const machine = new Set(
      events.flatMap(({ metadata: { actor } }) => (actor.role === 'system' ? [actor.person] : [])),
    );
    for (const { data, metadata } of events) {
      if (metadata.actor.role !== 'system') this.add(metadata.actor.person, metadata.actor.role);
      mapped(data, (value, name) => {
        const part = PARTS[name];
        if (part !== undefined && typeof value === 'string' && !machine.has(value))
          this.add(value, part);
        return value;
      });
    }
  }

  /** Every id of a person but of those `named`, wherever it stands, also as the name of a member. */
  coded(value: unknown, named: ReadonlySet<string> = new Set()): unknown {
    const codeOf = (id: string): string => (named.has(id) ? id : (this.codes.get(id) ?? id));
    return mapped(value, (inner) => {
      if (typeof inner === 'string') return codeOf(inner);
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(
        Object.entries(inner).map(([name, one]) => [codeOf(name), one as unknown]),
      );
    });
  }

  /** Person ids and their codes, by first appearance. */
  all(): Iterable<readonly [string, string]> {
    return this.codes;
  }

  private add(person: string, part: string): void {
    if (person === '' || person === this.student || this.codes.has(person)) return;
    const count = (this.counts.get(part) ?? 0) + 1;
    this.counts.set(part, count);
    this.codes.set(person, `${part}-${String(count)}`);
  }
}
