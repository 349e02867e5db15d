/** What `serve` can start, apart from the modules themselves: a command need not load them all. */
export const SERVICE_NAMES = ['gateway', 'timeline', 'detection', 'casework'] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];
