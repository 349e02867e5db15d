import { absent, boolean, either, list, members, number, optional, table, text } from './shapes.js';

const hashes = list(text);
const placed = { segment: number, index: number, count: number, path: hashes };
const object = members({});
const event = members({
  ...{ id: text, stream: text, version: number, type: text, data: object, metadata: object },
});
const redacted = members({ path: text, hides: list(members({ marker: text, count: number })) });

/** What the checks read of each file, see the interface of the same name. */
export const SHAPES = {
  inclusion: members({
    ...{ size: number, root: text },
    leaves: list(members({ version: number, index: number, path: hashes })),
    earlier: list(members({ size: number, root: text, path: hashes })),
  }),
  record: members({
    ...{ exportId: text, case: text, version: number, profile: text, manifest: text },
    ...{ size: number, root: text, keyId: text, exportedBy: text, exportedAt: text },
    tool: members({ name: text, version: text }),
    ...{ timeZone: optional(text), tags: optional(table(text)) },
  }),
  segments: members({
    events: list(members({ ...placed, source: text, id: text, salt: text })),
    withheld: optional(list(members({ ...placed, leaf: text }))),
    seals: list(members({ event, salt: text, index: number, path: hashes })),
  }),
  seal: members({ segments: list(members({ segment: number, root: text })) }),
  line: either(
    members({ seq: number, event, salt: text, leaf: text }),
    members({ seq: number, leaf: text, withheld: text, event: absent }),
  ),
  extract: members({ seq: number, type: text, data: object, metadata: object }),
  contents: list(
    members({
      ...{ vault: text, path: optional(text), salt: optional(text), withheld: optional(text) },
      redacted: optional(redacted),
    }),
  ),
  raw: list(
    either(
      members({ path: text, sha256: text, source: text, id: text }),
      members({ withheld: text, redacted: optional(redacted), path: absent }),
    ),
  ),
  meta: members({ path: optional(text), sha256: optional(text) }),
  custody: members({ steps: list(members({ version: number, what: text })) }),
  copy: members({
    events: optional(list(members({ source: text, id: text, sha256: text }))),
  }),
  replays: list(members({ same: boolean })),
};
