import { Inject, Injectable } from '@nestjs/common';
import { ownOnly } from '../../../libs/case-file/disclosure/own-only.js';
import {
  shownVault,
  shownView,
  type RedactedTexts,
} from '../../../libs/case-file/redaction/redact.js';
import { redactedContents } from '../../../libs/case-file/redaction/redacted-raw.js';
import type { Profile } from '../../../libs/case-file/profile.js';
import { vaultRefs } from '../../../libs/case-file/verify/contents-check.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault, VaultEntry } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { VAULT } from '../../../libs/platform/tokens.js';
import { CitedAccounts } from '../case-file/cited-accounts.js';
import { KnownPersonsReader } from '../case-file/known-persons-reader.js';

type Entries = ReadonlyMap<string, VaultEntry>;

type History = readonly RecordedEvent[];

/**
 * A case's texts as their reader may see them: without the names of persons whom the profile hides. Of an
 * earlier state of the case those whom it met only later are hidden too: nobody learns from it what the case
 * hides today. (A case file of an earlier version cannot: it is the same whenever it is made.)
 */
@Injectable()
export class TextsShown {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    private readonly known: KnownPersonsReader,
    private readonly cited: CitedAccounts,
  ) {}

  /**
   * An answer built from a case's history; `whole` is all of it up to now. A student is not told of the
   * events of others that an item cites.
   */
  async in<View>(view: View, whole: History, caller: Principal): Promise<View> {
    if (caller.role !== 'student') return view;
    const { vault, redacted } = await this.redacted(whole, 'student');
    const { own } = await this.cited.of(whole);
    return ownOnly(shownView(view, vault, redacted), own) as View;
  }

  /** Everything that a case's events refer to, as the profile shows it. */
  async contents(whole: History, profile: Profile): Promise<Entries> {
    const { vault, redacted } = await this.redacted(whole, profile);
    return shownVault(vault, redacted);
  }

  private async redacted(
    events: History,
    profile: Profile,
  ): Promise<{ readonly vault: Entries; readonly redacted: RedactedTexts }> {
    const refs = events.flatMap(({ data }) => vaultRefs(data).map((ref) => ref.vault));
    const vault = await this.vault.get([...new Set(refs)]);
    if (profile !== 'student' && profile !== 'panel') return { vault, redacted: new Map() };
    const [known, cited] = await Promise.all([this.known.of(events), this.cited.of(events)]);
    const hiding = { profile, events, vault, known, accounts: cited.others };
    return { vault, redacted: redactedContents(hiding) };
  }
}
