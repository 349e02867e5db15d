import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { PersonCodes } from '../disclosure/person-codes.js';

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
 * Staff by name and id; for a reader who must not learn who they are, by the codes that the rest of
 * the file has for them: `officer-1`.
 *
 * @param names by person id; undefined where codes stand for them
 */
export const peopleIn = (
  events: readonly RecordedEvent[],
  student: string,
  names: ReadonlyMap<string, string> | undefined,
): People => {
  const codes = names === undefined ? new PersonCodes(events, student) : undefined;
  return {
    nameOf: (id) => {
      if (id === student) return '当事人';
      if (codes) return String(codes.coded(id));
      const name = names?.get(id);
      return name === undefined ? id : `${name}（${id}）`;
    },
  };
};
