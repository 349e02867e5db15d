import type { VaultRef } from '../event-sourcing/vault.js';

/** A free text: it lies in the vault, events carry its reference (law 8). */
export type Text = VaultRef;

export const isBlank = (text: Text | undefined): boolean => text === undefined || text.size === 0;
