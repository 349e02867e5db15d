import { Webhook } from 'standardwebhooks';

/** Bytes of a secret: the specification asks for 24 to 64. */
const SHORTEST = 24;
const LONGEST = 64;
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

export const newSecret = (random: Uint8Array): string =>
  `whsec_${Buffer.from(random).toString('base64')}`;

/** `whsec_` and the base64 of 24 to 64 bytes. */
export const isSecret = (text: string): boolean => {
  const encoded = SECRET.exec(text)?.[1];
  if (encoded === undefined) return false;
  const bytes = Buffer.from(encoded, 'base64');
  return (
    bytes.length >= SHORTEST && bytes.length <= LONGEST && bytes.toString('base64') === encoded
  );
};

/**
 * The three headers of the Standard Webhooks specification; one signature by each secret, so that
 * the receiver may hold either.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signedHeaders = (
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
});
