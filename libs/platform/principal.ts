import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { OPEN_ROUTE, ROUTE_ROLES, TICKET_ROUTE } from './http/openapi-answers.js';

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
export const TICKET_KEY = 'probity:ticket';

/** Roles that may call a route; another role is answered 403. A route without it serves any role. */
export const Roles = (...roles: Role[]) =>
  applyDecorators(SetMetadata(ROLES_KEY, roles), ApiExtension(ROUTE_ROLES, roles));

/** A route that needs no token. */
export const Public = () =>
  applyDecorators(SetMetadata(PUBLIC_KEY, true), ApiExtension(OPEN_ROUTE, true));

/** A route that may be called with `?ticket=` where no header can be sent. */
export const TakesTicket = () =>
  applyDecorators(SetMetadata(TICKET_KEY, true), ApiExtension(TICKET_ROUTE, true));

/** Parameter decorator: the caller, put on the request by the auth guard. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<{ principal: Principal }>().principal,
);
