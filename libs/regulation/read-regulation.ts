import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';
import { inconsistencies } from './regulation-consistency.js';
import { checkSchema, REGULATION_SCHEMA } from './regulation-schema.js';
import type { RegulationFault } from './regulation-fault.js';
import type { Regulation } from './regulation.js';

export type RegulationReading =
  | { readonly ok: true; readonly regulation: Regulation }
  | { readonly ok: false; readonly faults: readonly RegulationFault[] };

/**
 * Reads a regulation from YAML (or JSON, which is YAML). A member that nobody reads is refused: a
 * mistyped limit would otherwise silently not apply. So is what cannot be cited: a rule or a kind
 * of case whose article, item or phrase the text does not have.
 */
export const readRegulation = (text: string): RegulationReading => {
  let file: unknown;
  try {
    file = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, faults: [{ pointer: '', detail }] };
  }
  const faults = [...schemaFaults(file)];
  if (faults.length > 0) return { ok: false, faults };
  const regulation = whole(file as RegulationFile);
  const wrong = inconsistencies(regulation);
  return wrong.length > 0 ? { ok: false, faults: wrong } : { ok: true, regulation };
};

type Open = 'effectiveFrom' | 'effectiveTo' | 'kinds';
type RegulationFile = Omit<Regulation, Open> & Partial<Pick<Regulation, Open>>;

const whole = (file: RegulationFile): Regulation => ({
  ...{ effectiveFrom: null, effectiveTo: null, kinds: [] },
  ...file,
});

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile<RegulationFile>(REGULATION_SCHEMA);

const schemaFaults = (file: unknown): readonly RegulationFault[] => {
  if (!validate(file)) return (validate.errors ?? []).map(faultOf);
  return (file.offeringRules ?? []).flatMap(({ check }, at) => {
    const schema = checkSchema(check.kind) ?? false;
    return ajv.validate(schema, check)
      ? []
      : (ajv.errors ?? []).map((error) => {
          const { pointer, detail } = faultOf(error);
          return { pointer: `/offeringRules/${String(at)}/check${pointer}`, detail };
        });
  });
};

const faultOf = ({ instancePath, params, message = 'invalid' }: ErrorObject): RegulationFault => {
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: readonly string[];
  };
  if (additionalProperty !== undefined)
    return {
      pointer: `${instancePath}/${additionalProperty}`,
      detail: `"${additionalProperty}" is not a member of it`,
    };
  const words = allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`;
  return { pointer: instancePath, detail: `${message}${words}` };
};

/** One line for people: what is wrong and where. */
export const describeFault = ({ pointer, detail }: RegulationFault): string =>
  `at ${pointer || '/'}: ${detail}`;
