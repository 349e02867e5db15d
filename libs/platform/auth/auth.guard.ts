import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PUBLIC_KEY, ROLES_KEY, type Principal, type Role } from '../principal.js';
import { Problem } from '../problem.js';
import { Authenticator } from './authenticator.js';

/** Every route: nobody known 401, a role that can never 403. What one may not see is the route's. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, places)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const principal = await this.authenticator.authenticate({
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress,
    });
    if (!principal)
      throw new Problem(401, 'unauthenticated', 'a valid bearer token or key is needed');
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES_KEY, places);
    if (roles && !roles.includes(principal.role))
      throw new Problem(403, 'forbidden', `this route serves ${roles.join(', ')}`);
    request.principal = principal;
    return true;
  }
}
