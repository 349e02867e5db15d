/** Domain event of stream `ledger`: segments of the activity ledger were sealed (law 8 and the Merkle log). */
export interface SegmentsSealed {
  readonly type: 'SegmentsSealed';
  readonly data: {
    readonly segments: readonly {
      readonly segment: number;
      readonly count: number;
      readonly root: string;
    }[];
  };
}

export const LEDGER_STREAM = 'ledger';
