/** How one vendor's feed looks: no two are alike, and a judge must not need them to be. */
export interface Platform {
  readonly source: string;
  readonly cadenceSec: number;
  /** Whether the player tells of loading, playing, pausing, seeking and ending. */
  readonly richPlayer: boolean;
  /** What `rate` says: the truth, always 1, or nothing. */
  readonly rate: 'true' | 'one' | 'none';
  /** Whether devices stamp `time` and the server adds `recordedtime`. */
  readonly recorded: boolean;
  readonly app: string;
}

export const PLATFORMS: readonly [Platform, Platform, Platform] = [
  {
    source: 'chaoxing',
    cadenceSec: 60,
    richPlayer: true,
    rate: 'true',
    recorded: true,
    app: 'ChaoXingStudy',
  },
  {
    source: 'zhihuishu',
    cadenceSec: 30,
    richPlayer: false,
    rate: 'none',
    recorded: true,
    app: 'Zhihuishu',
  },
  {
    source: 'yuketang',
    cadenceSec: 45,
    richPlayer: true,
    rate: 'one',
    recorded: false,
    app: 'Yuketang',
  },
];
