import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';

const ROLES: Readonly<Record<string, string>> = {
  officer: '办案人员',
  reviewer: '复核人',
  committee: '委员会成员',
  appeals: '申诉委员会成员',
  legal: '合法性审查人',
  teacher: '任课教师',
  registrar: '教务注册',
  student: '当事人',
  admin: '管理员',
  system: '系统',
};

export const roleWord = (role: string): string => ROLES[role] ?? role;

/** How a document names those who acted. */
export interface People {
  /** By person id; the student is `当事人`, whatever the profile. */
  nameOf(id: string): string;
}

/**
 * Staff by name and id, or by a code that says no more than that it is one and the same person:
 * `P01` is who acted first. Codes follow from the case's events, so every document has the same.
 */
export const peopleIn = (
  events: readonly RecordedEvent[],
  student: string,
  names: ReadonlyMap<string, string> | undefined,
): People => {
  const codes = new Map<string, string>();
  const code = (id: string): string => {
    const known = codes.get(id);
    if (known !== undefined) return known;
    const given = `P${String(codes.size + 1).padStart(2, '0')}`;
    codes.set(id, given);
    return given;
  };
  for (const { metadata } of events)
    if (metadata.actor.role !== 'system' && metadata.actor.person !== student)
      code(metadata.actor.person);
  return {
    nameOf: (id) => {
      if (id === student) return '当事人';
      if (names === undefined) return code(id);
      const name = names.get(id);
      return name === undefined ? id : `${name}（${id}）`;
    },
  };
};
