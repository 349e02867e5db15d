import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import type { CaseFile } from '../../../libs/case-file/case-file.js';
import { CaseFileExporter } from '../../../libs/case-file/exporter.js';
import { SignedCheckpoints } from '../../../libs/case-file/log/checkpoints.js';
import { MerkleLog } from '../../../libs/case-file/log/merkle-log.js';
import type { MerkleNodes } from '../../../libs/case-file/log/merkle-nodes.js';
import type { SigningKey } from '../../../libs/case-file/log/signing-key.js';
import type { Profile } from '../../../libs/case-file/profile.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE, LEDGER, MERKLE_NODES, VAULT } from '../../../libs/platform/tokens.js';
import { AccessLog } from '../access/access-log.js';
import { CasePresenter } from '../cases/case-presenter.js';
import { CaseReader } from '../cases/case-reader.js';
import { ReferenceReader } from '../documents/reference-reader.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

export const SIGNING_KEY = Symbol('SigningKey');

/** Makes case files for those who may read the case; every one taken out is logged. */
@Injectable()
export class CaseFileService {
  private readonly exporter: CaseFileExporter;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(VAULT) vault: Vault,
    @Inject(LEDGER) ledger: ActivityLedger,
    @Inject(MERKLE_NODES) nodes: MerkleNodes,
    @Inject(SIGNING_KEY) key: SigningKey,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
    private readonly reader: CaseReader,
    private readonly presenter: CasePresenter,
    private readonly references: ReferenceReader,
    private readonly access: AccessLog,
  ) {
    const log = new MerkleLog(store, nodes);
    const checkpoints = new SignedCheckpoints(store, log, key);
    this.exporter = new CaseFileExporter({ store, vault, ledger, log, checkpoints, key });
  }

  /** `asOf` is a version of the case or a time; the newest state when absent. */
  async make(id: string, profile: Profile, caller: Principal, asOf?: string): Promise<CaseFile> {
    const { found } = await this.reader.read(id, caller, asOf);
    const { version } = found.facts;
    const at = new Date(this.clock.now()).toISOString();
    const file = await this.exporter.export({
      caseId: id,
      version,
      profile,
      timeZone: this.installation.zone,
      by: { role: caller.role, person: caller.name, at },
      event: { id: randomUUID(), metadata: { at, actor: systemActor('case-file') } },
      view: () => this.presenter.view(found, caller),
      reference: (events) => this.references.of(events),
    });
    if (!file) throw notFound('this case');
    await this.access.record(caller, { case: id, part: 'file', version, profile });
    return file;
  }
}
