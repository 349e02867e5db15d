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
import { Timestamps } from '../../../libs/case-file/timestamp/timestamps.js';
import { ZipTooLarge } from '../../../libs/case-file/verify/zip-writer.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor, type RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import type { Settings } from '../../../libs/platform/settings.js';
import {
  CLOCK,
  EVENT_STORE,
  LEDGER,
  MERKLE_NODES,
  ROSTER,
  SETTINGS,
  VAULT,
} from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { AccessLog } from '../access/access-log.js';
import { CasePresenter } from '../cases/case-presenter.js';
import { CaseReader } from '../cases/case-reader.js';
import { ReferenceReader } from '../documents/reference-reader.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { isOf } from './cited-accounts.js';
import { KnownPersonsReader } from './known-persons-reader.js';
import { SIGNING_KEY } from './key-register.js';
import { product } from './product.js';
import { SignalReplays } from './signal-replays.js';
import { timestampClient } from './timestamp-client.js';
import { verifierText } from './verifier-text.js';

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
    @Inject(ROSTER) roster: RosterView,
    @Inject(SETTINGS) { timestampUrl }: Settings,
    private readonly reader: CaseReader,
    private readonly presenter: CasePresenter,
    private readonly references: ReferenceReader,
    private readonly known: KnownPersonsReader,
    private readonly access: AccessLog,
    replays: SignalReplays,
  ) {
    const log = new MerkleLog(store, nodes);
    const checkpoints = new SignedCheckpoints(store, log, key);
    const tool = product();
    this.exporter = new CaseFileExporter({
      ...{ store, vault, ledger, log, checkpoints, key, tool },
      isOf: isOf(roster),
      replay: (signals) => replays.of(signals),
      verifier: verifierText(tool.version),
      ...(timestampUrl && { timestamps: new Timestamps(store, timestampClient(timestampUrl)) }),
    });
  }

  /** `asOf` is a version of the case or a time; the newest state when absent. */
  async make(id: string, profile: Profile, caller: Principal, asOf?: string): Promise<CaseFile> {
    const { found } = await this.reader.read(id, caller, asOf);
    const { version, student } = found.facts;
    if (profile === 'student' && student === undefined)
      throw new Problem(
        422,
        'no_student',
        'the case is about an offering: nobody reads it as its student',
        {
          pointer: '/profile',
        },
      );
    const at = new Date(this.clock.now()).toISOString();
    const order = {
      caseId: id,
      version,
      profile,
      timeZone: this.installation.zone,
      organization: this.installation.organization,
      by: { id: randomUUID(), role: caller.role, person: caller.name, at },
      event: { id: randomUUID(), metadata: { at, actor: systemActor('case-file') } },
      // Whoever exports: the profile decides what is in the file.
      view: () => this.presenter.view(found, { ...caller, role: READERS[profile] }),
      known: (events: readonly RecordedEvent[]) => this.known.of(events),
      reference: (events: readonly RecordedEvent[]) => this.references.of(events),
    };
    const file = await this.exporter.export(order).catch(tooLarge);
    if (!file) throw notFound('this case');
    await this.access.record(caller, { case: id, part: 'file', version, profile });
    return file;
  }
}

const tooLarge = (error: unknown): never => {
  if (!(error instanceof ZipTooLarge)) throw error;
  throw new Problem(422, 'case_file_too_large', `the case file is ${error.message}`);
};

/** The role whose view of a case is the profile's `case.json`. */
const READERS: Readonly<Record<Profile, Principal['role']>> = {
  student: 'student',
  panel: 'committee',
  appeal: 'appeals',
  court: 'auditor',
  archive: 'auditor',
};
