import { Injectable } from '@nestjs/common';

/** The routes that were registered, so that a wrong method is told from an unknown address. */
@Injectable()
export class RouteTable {
  private readonly routes: { method: string; pattern: RegExp }[] = [];

  add(method: string | string[], url: string): void {
    const pattern = new RegExp(`^${url.split('/').map(segment).join('/')}$`);
    for (const one of [method].flat()) this.routes.push({ method: one, pattern });
  }

  /** Methods under which the path exists, sorted. */
  methodsOf(path: string): readonly string[] {
    const found = this.routes.filter((route) => route.pattern.test(path));
    return [...new Set(found.map((route) => route.method))].sort();
  }
}

const segment = (text: string): string =>
  text
    .split(/(:\w+)/)
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
