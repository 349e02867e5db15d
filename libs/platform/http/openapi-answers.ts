import type { OpenAPIObject } from '@nestjs/swagger';

/** Extension of an operation that needs no token. */
export const OPEN_ROUTE = 'x-open';
/** Extension of an operation that takes a ticket instead of a token. */
export const TICKET_ROUTE = 'x-ticket';
/** Extension of an operation: the roles that may ever call it. */
export const ROUTE_ROLES = 'x-roles';

interface Operation {
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  responses?: Record<string, unknown>;
  [OPEN_ROUTE]?: boolean;
  [TICKET_ROUTE]?: boolean;
  [ROUTE_ROLES]?: readonly string[];
}

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; further members go with it.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    pointer: { type: 'string', description: 'JSON Pointer to the field of the request' },
    guard: { type: 'string', description: 'what forbids a command on a case' },
    article: { type: 'string', description: 'the rule behind the guard, e.g. `moe-41#55`' },
    current: { type: 'integer', description: 'the version now, on a 409' },
  },
};

/** A response that is a problem. */
export const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Says of every operation who may call it and how it refuses. */
export const describeAnswers = (document: OpenAPIObject): OpenAPIObject => {
  const components = document.components ?? {};
  const schemas = { ...components.schemas, Problem: PROBLEM };
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as Operation[]) describe(operation);
  return { ...document, components: { ...components, schemas } } as OpenAPIObject;
};

const describe = (operation: Operation): void => {
  const open = operation[OPEN_ROUTE] === true;
  const roles = operation[ROUTE_ROLES];
  operation.security = open
    ? []
    : [
        { bearer: [] },
        ...(takesKeys(roles) ? [{ basic: [] }] : []),
        ...(operation[TICKET_ROUTE] === true ? [{ ticket: [] }] : []),
      ];
  operation.responses = {
    ...operation.responses,
    ...(open ? {} : { 401: problemResponse('no valid token or key') }),
    ...(roles ? { 403: problemResponse(`for ${roles.join(', ')}`) } : {}),
    default: problemResponse('refused, with the reason'),
  };
};

/** A vendor's key comes as a bearer token or as Basic credentials. */
const takesKeys = (roles: readonly string[] | undefined): boolean =>
  roles?.includes('vendor') === true;
