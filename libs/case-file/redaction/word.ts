/** A name as people write it, or an identifier: student number, account, person id. */
export interface Word {
  readonly text: string;
  readonly kind: 'name' | 'id';
}

export const nameWord = (text: string): Word => ({ text, kind: 'name' });
export const idWord = (text: string): Word => ({ text, kind: 'id' });
