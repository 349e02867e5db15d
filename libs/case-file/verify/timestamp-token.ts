import { createHash, verify, X509Certificate, constants } from 'node:crypto';
import { oidOf, partAt, parts, readDer, TAG, timeOf, type Der } from './der.js';

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  pss: '1.2.840.113549.1.1.10',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
};

/** What a time-stamping authority answered (RFC 3161 section 2.4.2). */
export type TimestampAnswer =
  | { readonly kind: 'refused'; readonly status: number }
  | {
      readonly kind: 'token';
      /** RFC 3339. */
      readonly time: string;
      /** Hex of the hash that was stamped, and the algorithm. */
      readonly imprint: string;
      readonly hash: string;
      /** Hex. */
      readonly nonce: string | undefined;
      /** Whether the signature is that of a certificate for time-stamping within the token. */
      readonly signed: boolean;
      readonly signer: string;
    };

/** Reads a `TimeStampResp`. Whether the authority is to be trusted is not asked. @throws RangeError */
export const readTimestamp = (response: Buffer): TimestampAnswer => {
  const [info, token] = parts(readDer(response));
  if (!info) throw new RangeError('no time-stamp response');
  const status = partAt(info, 0, TAG.integer).content.readUInt8(0);
  // 0 granted, 1 granted with modifications.
  if (status > 1 || !token) return { kind: 'refused', status };
  return readToken(token);
};

const readToken = (token: Der): TimestampAnswer => {
  if (oidOf(partAt(token, 0, TAG.oid)) !== OID.signedData) throw new RangeError('no signed data');
  const signedData = partAt(partAt(token, 1, TAG.zero), 0, TAG.sequence);
  const encapsulated = partAt(signedData, 2, TAG.sequence);
  if (oidOf(partAt(encapsulated, 0, TAG.oid)) !== OID.tstInfo) throw new RangeError('no TSTInfo');
  const content = partAt(partAt(encapsulated, 1, TAG.zero), 0, TAG.octets).content;
  const info = readDer(content);
  const imprint = partAt(info, 2, TAG.sequence);
  const time = timeOf(partAt(info, 4, TAG.time));
  const nonce = parts(info)
    .slice(5)
    .find(({ tag }) => tag === TAG.integer);
  const signer = signerOf(signedData, content, time);
  return {
    kind: 'token',
    time,
    imprint: partAt(imprint, 1, TAG.octets).content.toString('hex'),
    hash: HASHES[oidOf(partAt(partAt(imprint, 0, TAG.sequence), 0, TAG.oid))] ?? 'unknown',
    nonce: nonce?.content.toString('hex'),
    signed: signer !== undefined,
    signer: signer?.subject ?? '',
  };
};

/** The certificate in the token whose key made the signature (RFC 5652 section 5.4). */
const signerOf = (signedData: Der, content: Buffer, time: string): X509Certificate | undefined => {
  const members = parts(signedData);
  const certificates = members.find(({ tag }) => tag === TAG.zero);
  const infos = members.at(-1);
  const info = infos && parts(infos)[0];
  if (!certificates || !info) return undefined;
  const [, , digestAlgorithm, attributes, algorithm, signature] = parts(info);
  if (!digestAlgorithm || attributes?.tag !== TAG.zero || !algorithm || !signature)
    return undefined;
  const hash = HASHES[oidOf(partAt(digestAlgorithm, 0, TAG.oid))] ?? '';
  const told = attributesOf(attributes);
  if (!told.get(OID.messageDigest)?.content.equals(digest(hash, content))) return undefined;
  // What is signed is the attributes as a SET, though they stand there as [0].
  const signed = Buffer.concat([Buffer.of(TAG.set), attributes.whole.subarray(1)]);
  const pss = oidOf(partAt(algorithm, 0, TAG.oid)) === OID.pss;
  return parts(certificates)
    .map(({ whole }) => new X509Certificate(whole))
    .filter((one) => mayStamp(one, time) && isNamed(one, told))
    .find((one) => hasSigned(one, { hash, signed, signature: signature.content, pss }));
};

const digest = (hash: string, bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();

const attributesOf = (attributes: Der): ReadonlyMap<string, Der> =>
  new Map(
    parts(attributes).flatMap((one) => {
      const [value] = parts(partAt(one, 1, TAG.set));
      return value ? [[oidOf(partAt(one, 0, TAG.oid)), value] as const] : [];
    }),
  );

const mayStamp = ({ keyUsage, validFrom, validTo }: X509Certificate, time: string): boolean =>
  ((keyUsage as readonly string[] | undefined) ?? []).includes(OID.timeStamping) &&
  Date.parse(validFrom) <= Date.parse(time) &&
  Date.parse(time) <= Date.parse(validTo);

/** The token names its signer's certificate by hash (RFC 2634, RFC 5035). */
const isNamed = ({ raw }: X509Certificate, told: ReadonlyMap<string, Der>): boolean => {
  const v2 = told.get(OID.signingCertificateV2);
  const named = v2 ?? told.get(OID.signingCertificate);
  if (!named) return false;
  const [first, second] = parts(partAt(partAt(named, 0, TAG.sequence), 0, TAG.sequence));
  const given = first?.tag === TAG.sequence ? first : undefined;
  const other = given && HASHES[oidOf(partAt(given, 0, TAG.oid))];
  const value = given ? second : first;
  return value?.content.equals(digest(v2 ? (other ?? 'sha256') : 'sha1', raw)) ?? false;
};

interface Signed {
  readonly hash: string;
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly pss: boolean;
}

const hasSigned = ({ publicKey }: X509Certificate, { hash, signed, signature, pss }: Signed) => {
  const own = /^ed/.test(publicKey.asymmetricKeyType ?? '');
  const padding = pss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  return verify(own ? null : hash, signed, { key: publicKey, ...padding }, signature);
};
