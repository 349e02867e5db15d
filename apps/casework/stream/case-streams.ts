import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '../../../libs/event-sourcing/recorded-event.js';
import { decodeCursor } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { METRICS } from '../../../libs/platform/metrics/metric-names.js';
import { Metrics } from '../../../libs/platform/metrics/metrics.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { instantIn } from '../cases/reveal.js';
import { scopeOf } from '../cases/visibility.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { isPosition } from '../shared/is-position.js';
import { CaseFeed } from './case-feed.js';
import { CaseStream } from './case-stream.js';
import { isTold, toldOf } from './told-change.js';

const LOOK_MS = 5_000;
/** For what is being said to reach its reader. */
const GRACE_MS = 500;

/** The streams of this process: begun for a caller, cut off when their reader does not read. */
@Injectable()
export class CaseStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<CaseStream>();
  private readonly looking: NodeJS.Timeout;
  private readonly endListening: () => void;
  private closing = false;

  constructor(
    private readonly feed: CaseFeed,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
    metrics: Metrics,
  ) {
    metrics.observe(METRICS.streams, async (gauge) => gauge.set(this.open.size));
    this.looking = setInterval(() => this.cutOff(), LOOK_MS).unref();
    this.endListening = feed.watch(() => this.cutOff());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearInterval(this.looking);
    this.endListening();
    for (const stream of this.open) stream.leave();
    for (const until = performance.now() + GRACE_MS; this.open.size > 0; await pause(10))
      if (performance.now() > until) for (const stream of this.open) stream.destroy();
  }

  /** How many are open. */
  get count(): number {
    return this.open.size;
  }

  /** @param lastEventId what the client saw last; from now on where it is undefined */
  async begin(caller: Principal, lastEventId?: string): Promise<CaseStream> {
    if (this.closing) throw new Problem(503, 'unavailable', 'shutting down', { retryAfter: 5 });
    const from = await this.startOf(lastEventId);
    const stamp = instantIn(this.installation.zone);
    const stream = new CaseStream(this.feed, from, (change) =>
      // Asked anew each time: the roster may change while somebody listens.
      isTold(scopeOf(caller, this.roster), change) ? toldOf(change, stamp) : undefined,
    );
    this.open.add(stream);
    stream.once('close', () => this.open.delete(stream));
    return stream;
  }

  private async startOf(lastEventId: string | undefined): Promise<Position> {
    const head = await this.feed.head();
    const from = decodeCursor(lastEventId, isPosition, 'lastEventId') ?? head;
    if (from > head)
      throw new Problem(
        400,
        'invalid',
        'lastEventId is not one of this stream: read the list again and begin without it',
        { pointer: '/lastEventId' },
      );
    return from;
  }

  private cutOff(): void {
    const now = performance.now();
    for (const stream of this.open) if (stream.isStuck(now)) stream.destroy();
  }
}
