import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PUBLIC_KEY, ROLES_KEY, TICKET_KEY, type Principal, type Role } from '../principal.js';
import { Problem } from '../problem.js';
import { Authenticator } from './authenticator.js';
import { TicketOffice } from './ticket-office.js';

/** Every route: nobody known 401, a role that can never 403. What one may not see is the route's. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly tickets: TicketOffice,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_KEY, places)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const takesTicket = this.reflector.getAllAndOverride<boolean | undefined>(TICKET_KEY, places);
    const principal = await this.callerOf(request, takesTicket === true);
    if (!principal)
      throw new Problem(401, 'unauthenticated', 'a valid bearer token or key is needed');
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES_KEY, places);
    if (roles && !roles.includes(principal.role))
      throw new Problem(403, 'forbidden', `this route serves ${roles.join(', ')}`);
    request.principal = principal;
    return true;
  }

  /** A header goes first: a ticket beside it is kept for later. */
  private async callerOf(
    request: FastifyRequest,
    takesTicket: boolean,
  ): Promise<Principal | undefined> {
    const { headers, socket } = request;
    const { ticket } = request.query as { readonly ticket?: unknown };
    if (takesTicket && headers.authorization === undefined && typeof ticket === 'string')
      return this.tickets.redeem(ticket);
    return this.authenticator.authenticate({ headers, remoteAddress: socket.remoteAddress });
  }
}
