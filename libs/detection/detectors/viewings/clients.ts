import type { AttributedActivity } from '../../detector.js';
import { clientText } from '../reading.js';
import { deviceOf, digest } from '../signins.js';

/** A short name for the client behind an event: device and user agent; empty where none is said. */
export function clientOf(event: AttributedActivity): string {
  const device = deviceOf(event);
  const agent = clientText(event, 'userAgent');
  if (device === undefined && agent === undefined) return '';
  if (device !== last.device || agent !== last.agent)
    last = { device, agent, name: digest(`${device ?? ''}\n${agent ?? ''}`) };
  return last.name;
}

/** The client named last: an event's mostly is its neighbour's. */
let last: Record<'device' | 'agent', string | undefined> & { readonly name: string } = {
  ...{ device: undefined, agent: undefined, name: '' },
};
