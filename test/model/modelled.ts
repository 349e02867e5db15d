import type { CaseCommand, CommandOf } from '../../libs/cases/commands.js';
import type { Clocks } from './clocks.js';
import type { Place, Reference } from './reference.js';

/** Every command but the one that opens a case about a student. */
export type ModelledName = Exclude<CaseCommand['type'], 'flag'>;
export type Modelled = Extract<CaseCommand, { type: ModelledName }>;

export type Say = (guard: string, when: boolean) => void;
export type Ask<C> = (m: Reference, c: C, no: Say, clocks: Clocks) => void;
/** What each command may break. */
export type Asked = { readonly [Name in ModelledName]?: Ask<CommandOf<Name>> };

export type Move<C> = (m: Reference, c: C, clocks: Clocks) => Place | undefined;
/** Where each command moves a case, and what of it changes. */
export type Moves = { readonly [Name in ModelledName]?: Move<CommandOf<Name>> };
