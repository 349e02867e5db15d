/**
 * Honest habits that look like cheating to a careless judge (threats.md, "Honest people who look
 * like cheats"): each must stay unaccused. Shares of students; those that need a partner are drawn
 * for the pair or the group.
 */
export const TRAITS = {
  /** Watching. */
  fast_2x: 0.2,
  slow_watcher: 0.05,
  binge: 0.1,
  skipper: 0.1,
  rewatcher: 0.06,
  background_tab: 0.06,
  two_tabs: 0.05,
  left_running: 0.05,
  keyboard_only: 0.03,
  screen_reader: 0.01,
  /** How much and when. */
  half_done: 0.06,
  ahead: 0.05,
  early_bird: 0.06,
  /** Machines and networks. */
  phone_replaced: 0.04,
  laptop_replaced: 0.02,
  private_window: 0.03,
  app_and_web: 0.2,
  borrowed_phone: 0.04,
  shared_lab: 0.1,
  vpn: 0.05,
  foreign_vpn: 0.02,
  carrier_jumps: 0.04,
  internet_cafe: 0.02,
  /** Places. */
  commuter: 0.05,
  traveller: 0.04,
  flyer: 0.01,
  far_seat: 0.05,
  late_comer: 0.06,
  /** Clocks and connections. */
  late_upload: 0.08,
  clock_offset: 0.06,
  /** Assessments. */
  able: 0.05,
  extra_time: 0.02,
  gives_up: 0.05,
  corrects_himself: 0.1,
  exam_elsewhere: 0.02,
  /** Standing. */
  on_leave: 0.03,
  transferred: 0.015,
  dropped: 0.02,
} as const;

/** Drawn for a pair or a group, or named after what was drawn. */
export const SHARED_TRAITS = {
  roommates: 0.12,
  couple_laptop: 0.02,
  family_pc: 0.02,
  study_group: 0.08,
} as const;

export type Trait = keyof typeof TRAITS | keyof typeof SHARED_TRAITS | 'night_owl';
