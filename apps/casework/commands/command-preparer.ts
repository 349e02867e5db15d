import { Inject, Injectable } from '@nestjs/common';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import { isShort } from '../../../libs/cases/family.js';
import { ownerOf, type Case } from '../../../libs/cases/state.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { LinkedCases } from '../links/linked-cases.js';
import { OtherResults } from '../links/other-results.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { COMMANDS, type PostedCommand } from './command-table.js';
import { EvidenceCopy } from './evidence-copy.js';
import { bodySchema, type CommandBody } from './read-body.js';
import { translate } from './translate.js';

/** What a translated body holds beside the payload; texts are references, times milliseconds. */
interface Translated {
  readonly note?: VaultRef;
  readonly at?: number;
  readonly payload: Record<string, unknown>;
}

/** A posted body as the commands that the decider wants; its texts and copies go into `vault`. */
@Injectable()
export class CommandPreparer {
  constructor(
    private readonly desk: CaseDesk,
    private readonly copies: EvidenceCopy,
    private readonly linked: LinkedCases,
    private readonly others: OtherResults,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** `body` fits the command's schema; `found` is the case that the caller may command. */
  async prepare(
    name: PostedCommand,
    body: CommandBody,
    { caller, found, vault }: { caller: Principal; found: Case; vault: Vault },
  ): Promise<readonly [CaseCommand, ...CaseCommand[]]> {
    const { note, at, payload } = await this.translated(name, body, ownerOf(found.facts), vault);
    const paper = this.paper(body, found);
    const command = {
      type: name,
      actor: this.actor(caller),
      now: this.desk.now(),
      ...(at === undefined ? {} : { at }),
      ...(note === undefined ? {} : { note }),
      ...(paper === undefined ? {} : { onBehalf: paper }),
      data: payload,
    };
    // The payload passed the command's own schema; the compiler cannot follow it through a table.
    const typed = command as unknown as CaseCommand;
    await this.others.check(typed, caller, { found, expected: body.expectedVersion });
    return this.withEvidence(typed, { caller, found, vault });
  }

  private async translated(
    name: PostedCommand,
    body: CommandBody,
    owner: string,
    vault: Vault,
  ): Promise<Translated> {
    const { zone } = this.installation;
    const words = await translate(bodySchema(name), body, { vault, owner, zone });
    const { note, at, ...rest } = words as Record<string, unknown>;
    const own = COMMANDS[name].payload.properties ?? {};
    const payload = Object.fromEntries(
      Object.entries({ ...rest, at }).filter(
        ([member, value]) => member in own && value !== undefined,
      ),
    );
    return {
      payload: { ...DEFAULTS[name], ...payload },
      ...(note === undefined ? {} : { note: note as VaultRef }),
      ...(at === undefined ? {} : { at: at as number }),
    };
  }

  /** Evidence is copied before it is decided upon; the first look of a person takes the signals in. */
  private async withEvidence(
    command: CaseCommand,
    { caller, found, vault }: { caller: Principal; found: Case; vault: Vault },
  ): Promise<readonly [CaseCommand, ...CaseCommand[]]> {
    if (command.type === 'link') await this.linked.checkAll(command.data.cases, caller, found);
    if (command.type === 'add_evidence') {
      const { shared } = command.data;
      const copied = shared
        ? await this.linked.copyOf(shared, caller, found)
        : await this.copies.of(found, command.data, vault);
      return [{ ...command, data: { ...command.data, ...copied } }];
    }
    if (!takesSignalsIn(command, found)) return [command];
    const { actor, now } = command;
    const items = await this.copies.ofSignals(found, vault);
    return [command, ...items.map((data) => ({ type: 'add_evidence' as const, actor, now, data }))];
  }

  private actor({ role, name }: Principal): Actor {
    if (role !== 'student') return { role, person: name };
    return { role, person: this.roster.subjectOf(name) ?? '' };
  }

  private paper({ onBehalfOf, attachment = '' }: CommandBody, { facts }: Case) {
    if (onBehalfOf === undefined) return undefined;
    const student = this.roster.subjectOf(onBehalfOf);
    if (student !== facts.student)
      throw new Problem(400, 'invalid', 'is not the student of this case', {
        pointer: '/onBehalfOf',
      });
    return { student, attachment };
  }
}

/** The short path has no investigation: there it is the claim (decision record 0006). */
const takesSignalsIn = ({ type }: CaseCommand, { facts, stage }: Case): boolean =>
  (type === 'open_investigation' && stage.status === 'triage') ||
  (type === 'claim' && stage.status === 'flagged' && isShort(facts.family));

/** Lists that a person may leave out and a fact always holds. */
const DEFAULTS: Partial<Record<PostedCommand, Record<string, unknown>>> = {
  add_evidence: { events: [], signals: [] },
  file_appeal: { attachments: [] },
};
