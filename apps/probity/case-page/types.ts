/** What the page reads of the server's answers; see the contract for the whole shapes. */
export interface CaseAnswer {
  readonly id: string;
  readonly family: string;
  readonly violation: string;
  readonly student: string | null;
  readonly offering: string;
  readonly status: string;
  readonly score: number;
  readonly version: number;
  readonly signals: readonly string[];
  readonly attention?: unknown;
  readonly deadlines: readonly { name: string; due: string; state: string }[];
}

export interface SignalAnswer {
  readonly id: string;
  readonly detector: string;
  readonly state: string;
  readonly revision: number;
  readonly score: number;
  readonly reason: { readonly zh: string; readonly en: string };
  readonly numbers: readonly { name: string; value: number; threshold: number; unit: string }[];
  readonly innocent: readonly { name: string; tested: string; outcome: string }[];
  readonly population?: readonly { name: string; of: string; n: number }[];
  readonly events: readonly { source: string; id: string }[];
  readonly firstAt: string;
  readonly lastAt: string;
}

export interface HistoryAnswer {
  readonly items: readonly {
    version: number;
    type: string;
    at: string;
    actor: { role: string; person: string };
  }[];
}

export interface TimelineEntry {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly offering?: string;
  readonly activity?: string;
  readonly session?: string;
  readonly data?: {
    readonly positionSec?: number;
    readonly meeting?: string;
    readonly client?: { readonly ip?: string; readonly deviceId?: string };
  };
  readonly signals?: readonly string[];
}
