import type { CaseTrail } from '../../statistics/case-trail.js';
import type { CaseTrails, TrailQuery } from '../../statistics/case-trails.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';

/** Trails for unit tests. */
export class MemoryCaseTrails implements CaseTrails {
  private trails = new Map<string, CaseTrail>();
  private places = new MemoryCheckpoints();

  async put(trails: readonly CaseTrail[]): Promise<void> {
    for (const trail of trails)
      if (trail.version >= (this.trails.get(trail.id)?.version ?? trail.version))
        this.trails.set(trail.id, structuredClone(trail));
  }

  async get(id: string): Promise<CaseTrail | undefined> {
    return this.trails.get(id);
  }

  async page(query: TrailQuery): Promise<readonly CaseTrail[]> {
    const { college, violation, from = -Infinity, to = Infinity, after = '', limit } = query;
    return [...this.trails.values()]
      .filter((one) => one.id > after && one.flaggedAt >= from && one.flaggedAt < to)
      .filter((one) => college === undefined || one.college === college)
      .filter((one) => violation === undefined || one.violation === violation)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async clear(): Promise<void> {
    this.trails = new Map();
    this.places = new MemoryCheckpoints();
  }

  load(reader: string): Promise<number> {
    return this.places.load(reader);
  }

  save(reader: string, position: number): Promise<void> {
    return this.places.save(reader, position);
  }
}
