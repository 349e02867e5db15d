/** Injection tokens of the ports; the composition root binds each to an adapter of its profile. */
export const CLOCK = Symbol('Clock');
export const EVENT_STORE = Symbol('EventStore');
export const CHECKPOINTS = Symbol('Checkpoints');
export const DEAD_LETTERS = Symbol('DeadLetters');
export const VAULT = Symbol('Vault');
/** Tickets: good once, for a short time. */
export const TICKETS = Symbol('Tickets');
export const LEDGER = Symbol('ActivityLedger');
export const ROSTER = Symbol('RosterView');
export const TIMELINE_INDEX = Symbol('TimelineIndex');
export const DETECTION_STATE = Symbol('DetectionState');
/** OwnershipOf: which instance does what only one may do, or its part of what many do. */
export const OWNERSHIP = Symbol('Ownership');
/** Ownership of the shares that detection's keys are split into. */
export const DETECTION_OWNERSHIP = Symbol('DetectionOwnership');
/** OpenScratch: an empty detection state for one piece of work. */
export const SCRATCH_STATE = Symbol('ScratchState');
export const CASE_INDEX = Symbol('CaseIndex');
/** CaseTrails: what statistics are made of. */
export const CASE_TRAILS = Symbol('CaseTrails');
export const MERKLE_NODES = Symbol('MerkleNodes');
export const SETTINGS = Symbol('Settings');
export const LOG = Symbol('Log');
/** `KeyRing` of libs/platform/auth: who holds an API key. Bound where sources are managed. */
export const KEY_RING = Symbol('KeyRing');
/** PolicyView: the policy in force and every earlier version, caught up at bootstrap. */
export const POLICY = Symbol('PolicyView');
/** Shelf: the regulations on record and in force. */
export const REGULATIONS = Symbol('Shelf');
/** SignalLinks: which signals cite which events. */
export const SIGNAL_LINKS = Symbol('SignalLinks');
/** SignalIndex: signals as they stand. */
export const SIGNAL_INDEX = Symbol('SignalIndex');
