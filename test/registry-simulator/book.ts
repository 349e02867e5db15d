/** A message of Probity, as far as a registry reads it. */
export interface Message {
  readonly id: string;
  readonly version: number;
  readonly case: string;
  readonly student: string;
  readonly offering: string;
  readonly kind: string;
  readonly reversalOf?: string;
}

export interface Record_ {
  readonly result: string;
  readonly grade: number;
  readonly at: string;
}

/**
 * The registry's records. A message is booked once, whatever the number of its deliveries, and a
 * message that was overtaken by a later one of its case is not booked over it.
 */
export class Book {
  /** Grades as the teachers entered them. */
  private readonly entered = new Map<string, number>();
  private readonly records = new Map<string, Record_>();
  private readonly versions = new Map<string, number>();
  private readonly bookings = new Map<string, number>();

  enter(student: string, offering: string, grade: number): void {
    const key = keyOf(student, offering);
    this.entered.set(key, grade);
    this.records.set(key, { result: 'passed', grade, at: now() });
  }

  book(message: Message, ignores: boolean): void {
    if (this.bookings.has(message.id)) return;
    this.bookings.set(message.id, (this.bookings.get(message.id) ?? 0) + 1);
    if ((this.versions.get(message.case) ?? 0) > message.version) return;
    this.versions.set(message.case, message.version);
    const key = keyOf(message.student, message.offering);
    const grade = this.entered.get(key) ?? 0;
    const record = ignores ? { result: 'passed', grade } : recordOf(message.kind, grade);
    this.records.set(key, { ...record, at: now() });
  }

  /** What a message said that was acknowledged otherwise, after all. */
  correct({ student, offering, kind }: Message): void {
    const key = keyOf(student, offering);
    this.records.set(key, { ...recordOf(kind, this.entered.get(key) ?? 0), at: now() });
  }

  /** How often each message took effect. */
  effects(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.bookings);
  }

  rows(): readonly (Record_ & { readonly student: string; readonly offering: string })[] {
    return [...this.records].map(([key, record]) => {
      const [student = '', offering = ''] = key.split(' ');
      return { student, offering, ...record };
    });
  }
}

const keyOf = (student: string, offering: string): string => `${student} ${offering}`;
const now = (): string => new Date().toISOString();

const recordOf = (kind: string, grade: number): { result: string; grade: number } => {
  switch (kind) {
    case 'hold':
      return { result: 'held', grade };
    case 'release':
    case 'none':
      return { result: 'passed', grade };
    default:
      return { result: kind, grade: 0 };
  }
};
