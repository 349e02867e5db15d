import { unreachable } from '../event-sourcing/decider.js';
import type { Signal, SignalEvent } from './signal.js';

/** A signal as its events leave it; a withdrawn one keeps what it last said. */
export const foldSignal = (signal: Signal | undefined, event: SignalEvent): Signal | undefined => {
  switch (event.type) {
    case 'SignalRaised':
    case 'SignalRevised':
      return event.data;
    case 'SignalWithdrawn':
      return signal && { ...signal, state: 'withdrawn', revision: event.data.revision };
    default:
      return unreachable(event);
  }
};

export const SIGNAL_TYPES: readonly SignalEvent['type'][] = [
  'SignalRaised',
  'SignalRevised',
  'SignalWithdrawn',
];
