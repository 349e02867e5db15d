import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';

export const ROLES = [
  'vendor',
  'officer',
  'reviewer',
  'committee',
  'appeals',
  'legal',
  'teacher',
  'registrar',
  'student',
  'auditor',
  'admin',
  'operator',
] as const;

export type Role = (typeof ROLES)[number];

/**
 * Who calls: one role and one person a request. `name` is a staff id, a source for a vendor, a
 * student number for a student.
 */
export interface Principal {
  readonly role: Role;
  readonly name: string;
}

export const ROLES_KEY = 'probity:roles';
export const PUBLIC_KEY = 'probity:public';

/** Roles that may call a route; another role is answered 403. A route without it serves any role. */
export const Roles = (...roles: Role[]) => SetMetadata(ROLES_KEY, roles);

/** A route that needs no token. */
export const Public = () => SetMetadata(PUBLIC_KEY, true);

/** Parameter decorator: the caller, put on the request by the auth guard. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<{ principal: Principal }>().principal,
);
