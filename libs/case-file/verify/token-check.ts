import type { BagFiles } from './bag-check.js';
import { fault, type Fault } from './finding.js';
import { digestOf } from './manifest.js';
import { readTimestamp } from './timestamp-token.js';

export const TOKEN_FILE = 'integrity/root.tsr';

/**
 * The time-stamp token, where there is one, is over this checkpoint and signed by the authority that
 * it names. Whether that authority is one to trust is for `openssl ts -verify -CAfile` to say.
 */
export const checkToken = (
  files: BagFiles,
): { readonly faults: readonly Fault[]; readonly time?: string } => {
  const bytes = files.get(TOKEN_FILE);
  if (!bytes) return { faults: [] };
  const wrong = (en: string, zh: string) => ({
    faults: [fault('timestamp_wrong', TOKEN_FILE, en, zh)],
  });
  try {
    const answer = readTimestamp(bytes);
    const note = files.get('integrity/checkpoint.txt') ?? Buffer.alloc(0);
    if (answer.kind === 'refused')
      return wrong('holds a refusal, no time stamp', '不是时间戳而是拒绝应答');
    if (answer.hash !== 'sha256' || answer.imprint !== digestOf(note))
      return wrong('is a time stamp of something else', '时间戳不属于本检查点');
    if (!answer.signed)
      return wrong('does not carry a valid signature of its authority', '时间戳签名无效');
    return { faults: [], time: answer.time };
  } catch {
    return wrong('cannot be read as an RFC 3161 response', '无法按 RFC 3161 读取');
  }
};
