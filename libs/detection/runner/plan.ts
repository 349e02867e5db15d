import type { Detector, KeyKind } from '../detector.js';
import { ownKeyOf, type Owner } from '../keys.js';
import { isEnabled, type Policy } from '../policy/policy.js';
import { registryOf } from '../registry.js';
import { baseOf } from './variants.js';
import type { KeyRef } from './detection-state.js';
import { ofOneStudent, WHOLE } from '../judge.js';
import { UNLISTED } from '../wanted.js';
import { isMapped } from '../../activity/intake/check-data.js';

/** A student's events serve the keys `student` and `student+offering` alike. */
export type OwnerKind = 'subject' | Exclude<KeyKind, 'student' | 'student+offering'>;
export type Span = 'day' | 'whole';

/** Where an event of a type goes. */
export interface Route {
  readonly kind: OwnerKind;
  readonly span: Span;
}

/** Detectors that judge the same windows, by the kind of their keys. */
export interface Group {
  readonly kind: KeyKind;
  readonly perStudent: boolean;
  readonly detectors: readonly Detector[];
}

const NONE: readonly Route[] = [];
const NOBODY: readonly Group[] = [];

/** Keys of many students that can be measured student by student. */
const OF_MANY: ReadonlySet<KeyKind> = new Set(['assessment', 'meeting', 'offering', 'course']);

/** The enabled detectors, arranged so that an event nobody wants costs one map lookup. */
export class Plan {
  private readonly routes = new Map<string, readonly Route[]>();
  private readonly byRoute = new Map<string, readonly Group[]>();
  private readonly sharedTypes = new Map<string, ReadonlySet<string>>();
  private readonly byName: ReadonlyMap<string, Detector>;
  /** Detectors whose keys the roster makes. */
  readonly ofRoster: readonly Detector[];
  /** Detectors of shared keys that are measured student by student. */
  readonly perStudent: readonly Detector[];
  /** Changes with whatever makes stored measures worthless. */
  readonly versions: string;
  private readonly shared: ReadonlySet<string>;

  constructor(detectors: readonly Detector[], policy: Policy) {
    const enabled = [...registryOf(detectors).values()].filter((one) => isEnabled(policy, one));
    this.byName = new Map(enabled.map((detector) => [detector.name, detector]));
    for (const detector of enabled) this.add(detector);
    this.ofRoster = enabled.filter((detector) => detector.ofRoster);
    this.perStudent = enabled.filter((detector) => detector.perStudent);
    this.shared = new Set(this.perStudent.map(({ name }) => baseOf(name)));
    for (const { name, key } of this.perStudent)
      if (!OF_MANY.has(key))
        throw new Error(`detector "${name}": no key of kind ${key} is measured student by student`);
    for (const { name, key, perStudent } of enabled)
      if (key === 'course' && !perStudent)
        throw new Error(`detector "${name}": keys of kind ${key} are measured student by student`);
    for (const { name, key } of this.ofRoster)
      if (key !== 'student' && key !== 'offering')
        throw new Error(`detector "${name}": the roster makes no keys of kind ${key}`);
    this.versions = enabled
      .map(({ name, version }) => `${name}@${version}`)
      .sort()
      .join(' ');
  }

  routesOf(type: string): readonly Route[] {
    const known = this.routes.get(type);
    return known ?? (isMapped(type) ? NONE : (this.routes.get(UNLISTED) ?? NONE));
  }

  /** Detectors that judge an owner's window. */
  judging(owner: string, window: string): readonly Group[] {
    const route = { kind: kindOf(owner), span: spanOf(window) };
    return this.byRoute.get(nameOf(route)) ?? NOBODY;
  }

  detector(name: string): Detector | undefined {
    return this.byName.get(name);
  }

  /** An owner's keys that its own measures do not lead to: the roster's, and those of many students. */
  keysOf(owner: Owner): readonly KeyRef[] {
    const kind = kindOf(owner);
    const ofRoster = this.ofRoster.filter(({ key }) => kindOfKey(key) === kind);
    const shared = this.perStudent.filter(({ key }) => key === kind);
    return [...new Set([...ofRoster, ...shared])].map(({ name }) => ({
      detector: baseOf(name),
      key: ownKeyOf(owner),
    }));
  }

  /** Types that the detectors measured student by student want for keys of a kind. */
  typesOf(kind: KeyKind, span: Span): ReadonlySet<string> {
    const name = `${kind} ${span}`;
    const known = this.sharedTypes.get(name);
    if (known) return known;
    const own = this.perStudent.filter(({ key, window }) => key === kind && window === span);
    const types = new Set(own.flatMap((detector) => detector.types));
    this.sharedTypes.set(name, types);
    return types;
  }

  /** Whether a detector's keys have their measures with many owners. */
  isShared(detector: string): boolean {
    return this.shared.has(baseOf(detector));
  }

  /** What is noted of events as they come in, beyond the students' own windows. */
  get noted(): readonly string[] {
    return [...this.routes]
      .flatMap(([type, routes]) => routes.map((route) => `${nameOf(route)} ${type}`))
      .filter((name) => !name.startsWith('subject '))
      .sort();
  }

  private add(detector: Detector): void {
    const route = { kind: ownerKind(detector), span: detector.window };
    const name = nameOf(route);
    this.byRoute.set(name, grouped(this.byRoute.get(name) ?? NOBODY, detector));
    for (const type of detector.types) {
      const known = this.routes.get(type) ?? [];
      if (!known.some((other) => nameOf(other) === name)) this.routes.set(type, [...known, route]);
    }
  }
}

const grouped = (groups: readonly Group[], detector: Detector): readonly Group[] => {
  const { key: kind, perStudent = false } = detector;
  const isOwn = (one: Group) => one.kind === kind && one.perStudent === perStudent;
  if (!groups.some(isOwn)) return [...groups, { kind, perStudent, detectors: [detector] }];
  return groups.map((one) =>
    isOwn(one) ? { ...one, detectors: [...one.detectors, detector] } : one,
  );
};

const nameOf = ({ kind, span }: Route): string => `${kind} ${span}`;

const kindOfKey = (key: KeyKind): OwnerKind =>
  key === 'student' || key === 'student+offering' ? 'subject' : key;

/** Whose events a detector measures. */
const ownerKind = (detector: Detector): OwnerKind =>
  ofOneStudent(detector) ? 'subject' : kindOfKey(detector.key);

export const kindOf = (owner: string): OwnerKind => owner.slice(0, owner.indexOf(':')) as OwnerKind;

export const spanOf = (window: string): Span => (window === WHOLE ? 'whole' : 'day');
