import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONFIG = `
oid_section = ids
[ids]
policy1 = 1.2.3.4.1
[tsa]
default_tsa = tsa1
[tsa1]
serial = SERIAL
crypto_device = builtin
signer_digest = sha256
default_policy = policy1
other_policies = policy1
digests = sha256
ess_cert_id_alg = sha256
ordering = no
tsa_name = no
ess_cert_id_chain = no
clock_precision_digits = 3
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[signer]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = dn
[dn]
`;

export type KeyKind = 'rsa' | 'ec';

const NEW_KEY: Readonly<Record<KeyKind, readonly string[]>> = {
  rsa: ['-newkey', 'rsa:2048'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
};

/** A time-stamping authority by the `openssl` command: what it answers, and what it says of an answer. */
export class OpensslAuthority {
  readonly root: string;

  constructor(
    private readonly folder: string,
    kind: KeyKind = 'rsa',
  ) {
    mkdirSync(folder, { recursive: true });
    this.root = join(folder, 'root.pem');
    writeFileSync(this.path('config'), CONFIG.replace('SERIAL', this.path('serial')));
    const fresh = ['-nodes', '-sha256', '-days', '30', ...NEW_KEY[kind]];
    this.openssl(
      ['req', '-x509', ...fresh, '-config', this.path('config'), '-extensions', 'root'],
      {
        ...{ subj: '/CN=Spec Root', keyout: 'root.key', out: 'root.pem' },
      },
    );
    this.openssl(
      [
        'req',
        '-new',
        ...fresh.filter((word) => !/^(-days|30)$/.test(word)),
        '-config',
        this.path('config'),
      ],
      {
        ...{ subj: '/CN=Spec TSA', keyout: 'tsa.key', out: 'tsa.csr' },
      },
    );
    this.openssl(['x509', '-req', '-days', '30', '-sha256', '-extensions', 'signer'], {
      ...{ extfile: 'config', in: 'tsa.csr', CA: 'root.pem', CAkey: 'root.key', out: 'tsa.pem' },
    });
  }

  /** A `TimeStampResp` to a `TimeStampReq`. */
  answer(request: Uint8Array): Buffer {
    writeFileSync(this.path('request.tsq'), request);
    this.openssl(['ts', '-reply', '-config', this.path('config'), '-section', 'tsa1'], {
      ...{ queryfile: 'request.tsq', signer: 'tsa.pem', inkey: 'tsa.key', out: 'answer.tsr' },
    });
    return readFileSync(this.path('answer.tsr'));
  }

  /** What the referee says: `Verification: OK`. Throws where it is not. */
  verify(data: Uint8Array, token: Uint8Array): string {
    writeFileSync(this.path('data'), data);
    writeFileSync(this.path('token.tsr'), token);
    return this.openssl(['ts', '-verify'], { data: 'data', in: 'token.tsr', CAfile: 'root.pem' });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  /** Options' values are files of the folder, but for a subject. */
  private openssl(args: readonly string[], options: Readonly<Record<string, string>>): string {
    const given = Object.entries(options).flatMap(([name, value]) => [
      `-${name}`,
      name === 'subj' ? value : this.path(value),
    ]);
    return execFileSync('openssl', [...args, ...given], { stdio: 'pipe' }).toString();
  }
}
