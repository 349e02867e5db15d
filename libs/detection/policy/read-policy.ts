import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { Detector } from '../detector.js';
import { DEFAULT_POLICY } from './default-policy.js';
import { LEGAL_CEILINGS, LEGAL_FLOORS, type DetectorPolicy, type Policy } from './policy.js';
import { POLICY_SCHEMA } from './policy-schema.js';

/** Why a policy file is not taken, by name; `pointer` is a JSON Pointer into it. */
export type ContentRefusal =
  | { readonly name: 'PolicyUnreadable'; readonly detail: string }
  | { readonly name: 'PolicyInvalid'; readonly pointer: string; readonly detail: string }
  | { readonly name: 'UnknownDetector'; readonly pointer: string; readonly detail: string }
  | { readonly name: 'UnknownParameter'; readonly pointer: string; readonly detail: string }
  | {
      readonly name: 'DeadlineFloor';
      readonly pointer: string;
      readonly article: string;
      readonly detail: string;
    };

export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly refusals: readonly ContentRefusal[] };

/**
 * Reads a policy from YAML (or JSON, which is YAML). Whatever the file leaves out is filled from
 * the default; a member, detector or parameter that nobody reads is refused, because a mistyped
 * threshold would otherwise silently not apply.
 */
export const readPolicy = (text: string, detectors: readonly Detector[]): PolicyReading => {
  let file: unknown;
  try {
    file = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, refusals: [{ name: 'PolicyUnreadable', detail }] };
  }
  return checkPolicy(file, detectors);
};

/** The same for a file that is parsed already. */
export const checkPolicy = (file: unknown, detectors: readonly Detector[]): PolicyReading => {
  const invalid = schemaRefusals(file);
  if (invalid.length > 0) return { ok: false, refusals: invalid };
  const policy = overDefault(file as PolicyFile);
  const refusals = [
    ...unknownNames(policy, detectors),
    ...belowFloor(policy),
    ...overCeiling(policy),
  ];
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, policy };
};

type Loose<T> = { readonly [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };
type PolicyFile = Loose<Policy> & { readonly version: string };

// A violation the file leaves out keeps its default.
const validate = new Ajv({ allErrors: true }).compile(POLICY_SCHEMA);

const schemaRefusals = (file: unknown): ContentRefusal[] =>
  validate(file)
    ? []
    : (validate.errors ?? []).map((error) => {
        const member = (error.params as { additionalProperty?: string }).additionalProperty;
        return {
          name: 'PolicyInvalid',
          pointer: member ? `${error.instancePath}/${member}` : error.instancePath,
          detail: member ? `"${member}" is not a member of a policy` : (error.message ?? 'invalid'),
        };
      });

const overDefault = (file: PolicyFile): Policy => ({
  version: file.version,
  priors: { ...DEFAULT_POLICY.priors, ...file.priors },
  thresholds: { ...DEFAULT_POLICY.thresholds, ...file.thresholds },
  scoring: { ...DEFAULT_POLICY.scoring, ...file.scoring },
  groups: { ...DEFAULT_POLICY.groups, ...(file.groups as Policy['groups'] | undefined) },
  detectors: Object.fromEntries(
    Object.entries(file.detectors ?? {}).map(([name, given]) => [name, detectorPolicy(given)]),
  ),
  baselines: { ...DEFAULT_POLICY.baselines, ...file.baselines },
  limits: { ...DEFAULT_POLICY.limits, ...file.limits },
  ...(file.clocks && { clocks: file.clocks }),
  review: {
    ...DEFAULT_POLICY.review,
    ...file.review,
    quorum: { ...DEFAULT_POLICY.review.quorum, ...file.review?.quorum },
  },
});

const detectorPolicy = (given: Partial<DetectorPolicy> | undefined): DetectorPolicy => ({
  enabled: given?.enabled ?? true,
  weight: given?.weight ?? 1,
  parameters: given?.parameters ?? {},
});

const unknownNames = (policy: Policy, detectors: readonly Detector[]): ContentRefusal[] => {
  const refusals: ContentRefusal[] = [];
  for (const [name, { parameters }] of Object.entries(policy.detectors)) {
    const detector = detectors.find((candidate) => candidate.name === name);
    if (!detector) {
      const detail = `there is no detector called "${name}"`;
      refusals.push({ name: 'UnknownDetector', pointer: `/detectors/${name}`, detail });
      continue;
    }
    for (const parameter of Object.keys(parameters))
      if (!(parameter in detector.defaults))
        refusals.push({
          name: 'UnknownParameter',
          pointer: `/detectors/${name}/parameters/${parameter}`,
          detail: `${name} has no parameter "${parameter}"`,
        });
  }
  return refusals;
};

const belowFloor = (policy: Policy): ContentRefusal[] =>
  Object.entries(LEGAL_FLOORS).flatMap(([limit, { floor, article }]): ContentRefusal[] => {
    const given = policy.limits[limit as keyof typeof LEGAL_FLOORS];
    if (given >= floor) return [];
    const detail = `${limit} is ${given}, the law asks for at least ${floor}`;
    return [{ name: 'DeadlineFloor', pointer: `/limits/${limit}`, article, detail }];
  });

const overCeiling = (policy: Policy): ContentRefusal[] =>
  Object.entries(LEGAL_CEILINGS).flatMap(([limit, { most, article }]): ContentRefusal[] => {
    const given = policy.limits[limit as keyof typeof LEGAL_CEILINGS];
    if (given <= most) return [];
    const detail = `${limit} is ${given}, the law allows ${most} at most`;
    return [{ name: 'DeadlineFloor', pointer: `/limits/${limit}`, article, detail }];
  });

/** One line for people: what is wrong and where. */
export const describeRefusal = (refusal: ContentRefusal): string =>
  `${refusal.name}${'pointer' in refusal ? ` at ${refusal.pointer || '/'}` : ''}: ${refusal.detail}`;
