import { createPublicKey, type KeyObject } from 'node:crypto';

/** What the reader holds the file against. */
export interface Trust {
  /** PEM of the public key that the reader trusts, or the published list of keys. */
  readonly key?: string;
  /** Code printed on a served document, or a whole root in hex. */
  readonly root?: string;
}

/** As `codeOf` prints it, or a whole root; case and blanks at its ends do not count. */
const CODE = /^([1-9]\d{0,15}-[0-9a-f]{32}|[0-9a-f]{64})$/;

export const codeIn = (text: string): string => text.trim().toLowerCase();

export const isCode = (text: string): boolean => CODE.test(codeIn(text));

const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** A case file holds its signer's key; given as the key, it would vouch for itself. */
const BINARY = /[\0\ufffd]/;

/** PEM blocks, also within JSON, where line ends are escaped. */
export const trustedKeys = (text: string): readonly KeyObject[] =>
  BINARY.test(text)
    ? []
    : (text.replaceAll('\\n', '\n').match(PEM) ?? []).flatMap((pem) => publicKeyOf(pem) ?? []);

export const publicKeyOf = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
};

/**
 * What no file can be held against is a slip of the reader's, told before a file is judged: a
 * typing error must not read as tampering. A code or key that is one and does not match is a fault.
 *
 * @param file where the key was read
 * @returns a sentence; undefined where there is nothing to say
 */
export const slipIn = ({ key, root }: Trust, file = ''): string | undefined => {
  if (root !== undefined && !isCode(root))
    return (
      `“${root}”不是核验码:应为文书上印制的“序号-32 位十六进制数”,或 64 位的完整根哈希 · ` +
      `"${root}" is not a verification code: give number-32 hexadecimal digits as printed on the document, or the whole root of 64`
    );
  if (key !== undefined && trustedKeys(key).length === 0)
    return (
      `${file} 不是公钥:应为 PEM(BEGIN PUBLIC KEY),或学校公布的 probity-keys.json · ` +
      `${file} is not a public key: give a PEM (BEGIN PUBLIC KEY), or the published probity-keys.json`
    );
  return undefined;
};
