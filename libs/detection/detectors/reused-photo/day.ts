/** The pictures of one day's sign-ins of an offering. */
export interface PhotoDay {
  readonly offering: string;
  readonly signIns: readonly PhotoSignIn[];
}

export interface PhotoSignIn {
  readonly subject: string;
  readonly meeting: string;
  /** The picture's hash as the vendor tells it. */
  readonly photo: string;
  readonly at: number;
  readonly source: string;
  readonly id: string;
}

export const defaults = {
  /** Share of those who sign in with pictures: used by so many, a file is no picture at all. */
  commonShare: 0.2,
  /** The same share of whoever sends an own file again: then the app does. Our own choice. */
  resendingShare: 0.1,
  /** Accounts from which such shares mean something. */
  fewestCommon: 5,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
