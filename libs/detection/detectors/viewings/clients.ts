import type { AttributedActivity } from '../../detector.js';
import { clientText } from '../reading.js';
import { deviceOf, digest } from '../signins.js';

/** A short name for the client behind an event: device and user agent; empty where none is said. */
export function clientOf(event: AttributedActivity): string {
  const device = deviceOf(event);
  const agent = clientText(event, 'userAgent');
  return device === undefined && agent === undefined
    ? ''
    : digest(`${device ?? ''}\n${agent ?? ''}`);
}
