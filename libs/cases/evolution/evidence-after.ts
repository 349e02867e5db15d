import type { Evidence } from '../evidence.js';
import type { CaseEvent } from '../events.js';

/** The evidence list after the event. Nothing ever leaves it. */
export const evidenceAfter = (
  evidence: readonly Evidence[],
  event: CaseEvent,
): readonly Evidence[] => {
  const change = (id: string, more: Partial<Evidence>) =>
    evidence.map((item) => (item.id === id ? { ...item, ...more } : item));
  switch (event.type) {
    case 'EvidenceAdded':
      return [...evidence, event.data];
    case 'EvidenceExcluded': {
      const { evidence: id, reason, by, at } = event.data;
      return change(id, { excluded: { reason, by, at } });
    }
    case 'EvidenceReaffirmed': {
      const { evidence: id, reason, by, at } = event.data;
      return change(id, { reaffirmed: { reason, by, at } });
    }
    default:
      return evidence;
  }
};
