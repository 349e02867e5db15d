import type { CaseDocument } from '../../../libs/case-file/documents/case-documents.js';
import type { Missing } from '../../../libs/case-file/documents/template.js';
import type { Profile } from '../../../libs/case-file/profile.js';
import type { Role } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';

/** What each role's copy of a document may say, as in the case file of that profile. */
export const READERS: Readonly<Partial<Record<Role, Profile>>> = {
  student: 'student',
  appeals: 'appeal',
  officer: 'court',
  auditor: 'court',
};

/** A document as the list has it. `version` is that of the case's event which made it. */
export const listedDocument = (
  caseId: string,
  document: CaseDocument,
  stamp: (instant: number) => string,
): object => {
  const { id, of, title, template, version, at } = document;
  const missing = missingIn(document);
  return {
    id,
    document: document.document,
    ...(of === undefined ? {} : { of }),
    ...{ title, template, version, at: stamp(at) },
    complete: missing.length === 0,
    ...(missing.length === 0 ? {} : { missing }),
    links: { pdf: `/api/v1/cases/${caseId}/documents/${id}` },
  };
};

/** An incomplete document is refused by what it lacks, and never printed. */
export const incomplete = (document: CaseDocument): Problem => {
  const missing = missingIn(document);
  const names = missing.map(({ en }) => en).join('; ');
  return new Problem(
    422,
    'document_incomplete',
    `${document.id} cannot be printed, it lacks ${names}`,
    {
      ...(missing[0] ? { article: missing[0].article } : {}),
      members: { missing },
    },
  );
};

const missingIn = (document: CaseDocument): readonly Missing[] => {
  const printed = document.print();
  return printed.ok ? [] : printed.missing;
};
