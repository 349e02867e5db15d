import { it } from '@jest/globals';

/** What an adapter gives a contract suite: a fresh, empty port per test. */
export interface Fixture<Port> {
  readonly port: Port;
  /** The same store after a restart of the process. */
  reopen(): Promise<Port>;
  close(): Promise<void>;
}

export type Open<Port> = () => Promise<Fixture<Port>>;

/**
 * Declared gaps of an adapter. Strict: once the adapter closes a gap, its suite fails until the
 * declaration goes.
 */
export type Gap = 'survives a restart';

/** A test on a fresh port, closed afterwards whatever happens. */
export const onFresh =
  <Port>(open: Open<Port>, gaps: readonly Gap[] = []) =>
  (wording: string, test: (port: Port, fixture: Fixture<Port>) => Promise<void>, gap?: Gap) => {
    const declare = gap !== undefined && gaps.includes(gap) ? it.failing : it;
    declare(wording, async () => {
      const fixture = await open();
      try {
        await test(fixture.port, fixture);
      } finally {
        await fixture.close();
      }
    });
  };
