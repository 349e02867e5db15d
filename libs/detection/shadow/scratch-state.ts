import type { DetectionState } from '../runner/detection-state.js';

/** An empty state for one judgement in the shadow; `discard` removes all of it. */
export interface ScratchState {
  readonly state: DetectionState;
  discard(): Promise<void>;
}

export type OpenScratch = () => Promise<ScratchState>;
