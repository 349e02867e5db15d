/** Members beside `type`, `title`, `status`, `detail` and `code`. */
export interface ProblemExtras {
  /** JSON Pointer (RFC 6901) to the offending field of the request. */
  readonly pointer?: string;
  readonly guard?: string;
  readonly article?: string;
  /** The current version, on a 409. */
  readonly current?: number;
  /** Seconds, becomes the header too. */
  readonly retryAfter?: number;
  /** Further members of the body (RFC 9457, section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * The one way to say no over HTTP: becomes `application/problem+json` (RFC 9457) at the edge.
 * `code` is stable and snake_case; `detail` says what to do and holds no student data.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
  }
}

export const notFound = (what: string): Problem =>
  new Problem(404, 'not_found', `${what} does not exist, or you may not see it`);
