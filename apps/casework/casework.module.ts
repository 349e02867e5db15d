import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Settings } from '../../libs/platform/settings.js';
import { REGULATIONS, SETTINGS } from '../../libs/platform/tokens.js';
import { AccessLogController } from './access/access-log.controller.js';
import { AccessLog } from './access/access-log.js';
import { GetAccessLogHandler } from './access/get-access-log.js';
import { AddAttachmentHandler } from './attachments/add-attachment.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { GetAttachmentHandler } from './attachments/get-attachment.js';
import { BatchKeys } from './batches/batch-keys.js';
import { CaseBatchesController } from './batches/case-batches.controller.js';
import { RunCaseBatchHandler } from './batches/run-case-batch.handler.js';
import { CaseFileController } from './case-file/case-file.controller.js';
import { CaseFileService } from './case-file/case-file.service.js';
import { CitedAccounts } from './case-file/cited-accounts.js';
import { KnownPersonsReader } from './case-file/known-persons-reader.js';
import { KeyRegister, SIGNING_KEY } from './case-file/key-register.js';
import { SignalReplays } from './case-file/signal-replays.js';
import { loadSigningKey } from './case-file/signing-key-file.js';
import { CaseDesk } from './cases/case-desk.js';
import { CaseIndexReader } from './cases/case-index-reader.js';
import { CasePresenter } from './cases/case-presenter.js';
import { TextsShown } from './cases/texts-shown.js';
import { CaseReader } from './cases/case-reader.js';
import { CasesController } from './cases/cases.controller.js';
import { FreshRows } from './cases/fresh-rows.js';
import { GetCaseHandler } from './cases/get-case.js';
import { GetEvidenceHandler } from './cases/get-evidence.js';
import { GetHistoryHandler } from './cases/get-history.js';
import { ListCasesHandler } from './cases/list-cases.js';
import { CommandPreparer } from './commands/command-preparer.js';
import { EvidenceCopy } from './commands/evidence-copy.js';
import { RunCaseCommandHandler } from './commands/run-case-command.handler.js';
import { KafkaOutputs } from './kafka/kafka-outputs.js';
import { ComplianceController } from './compliance/compliance.controller.js';
import { ComplianceCases } from './compliance/compliance-cases.js';
import { ComplianceClock } from './compliance/compliance-clock.js';
import { ComplianceReader } from './compliance/compliance-reader.js';
import { OpenComplianceCaseHandler } from './compliance/open-compliance-case.js';
import { GetComplianceHandler } from './compliance/get-compliance.js';
import { DeadlineScheduler } from './deadlines/deadline-scheduler.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { ListDeadlinesHandler } from './deadlines/list-deadlines.js';
import { DocumentsController } from './documents/documents.controller.js';
import { DocumentsService } from './documents/documents.service.js';
import { ReferenceReader } from './documents/reference-reader.js';
import { LinkReader } from './links/link-reader.js';
import { OtherResults } from './links/other-results.js';
import { ResultReader } from './links/result-reader.js';
import { LinkedCases } from './links/linked-cases.js';
import { GRADES_CONTROLLERS, GRADES_PROVIDERS } from './grades/grades.providers.js';
import { CaseOpener } from './opener/case-opener.js';
import { CaseOpenerReader } from './opener/case-opener-reader.js';
import { CaseRegister } from './opener/case-register.js';
import { SignalReader } from './opener/signal-reader.js';
import { AcknowledgeOutcomeHandler } from './outcomes/acknowledge-outcome.js';
import { GetOutcomeHandler } from './outcomes/get-outcome.js';
import { ListOutcomesHandler } from './outcomes/list-outcomes.js';
import { OutcomeDesk } from './outcomes/outcome-desk.js';
import { OutcomePresenter } from './outcomes/outcome-presenter.js';
import { OutcomeReader } from './outcomes/outcome-reader.js';
import { OutcomesController } from './outcomes/outcomes.controller.js';
import { ErasureExecutor } from './retention/erasure-executor.js';
import { NameLocator } from './retention/name-locator.js';
import { PersonStanding } from './retention/person-standing.js';
import { RetentionClock } from './retention/retention-clock.js';
import { RetentionController } from './retention/retention.controller.js';
import { RetentionDesk } from './retention/retention-desk.js';
import { RetentionView } from './retention/retention-view.js';
import { INSTALLATION, readInstallation } from './shared/installation.js';
import { PolicyReader } from './shared/policy-reader.js';
import { ReaderPorts } from './shared/reader-ports.js';
import { ListFileEntriesHandler } from './student-file/list-file-entries.js';
import { ListReferralsHandler } from './student-file/list-referrals.js';
import { StudentFileController } from './student-file/student-file.controller.js';
import { OUTBOX_CONTROLLERS, OUTBOX_PROVIDERS } from './webhooks/outbox.providers.js';
import { CompletionReader } from './progress/completion-reader.js';
import { GetProgressHandler } from './progress/get-progress.js';
import { CaseFeed } from './stream/case-feed.js';
import { CaseStreamController } from './stream/case-stream.controller.js';
import { CaseStreams } from './stream/case-streams.js';
import { GetStatisticsHandler } from './statistics/get-statistics.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { RunningStatistics } from './statistics/running-statistics.js';
import { TrailReader } from './statistics/trail-reader.js';
import { RowStandings } from './vendor-lists/row-standing.js';
import { VendorListsController } from './vendor-lists/vendor-lists.controller.js';
import { VendorLists } from './vendor-lists/vendor-lists.js';
import { VendorRecordReader } from './vendor-record/vendor-record-reader.js';

const HANDLERS = [
  RunCaseCommandHandler,
  RunCaseBatchHandler,
  AddAttachmentHandler,
  AcknowledgeOutcomeHandler,
  GetCaseHandler,
  GetHistoryHandler,
  GetEvidenceHandler,
  ListCasesHandler,
  GetAttachmentHandler,
  ListDeadlinesHandler,
  GetAccessLogHandler,
  GetOutcomeHandler,
  ListOutcomesHandler,
  GetComplianceHandler,
  OpenComplianceCaseHandler,
  GetStatisticsHandler,
  GetProgressHandler,
];

/** Readers of the event store and what acts on the clock; they start with the service. */
const BACKGROUND = [
  CaseIndexReader,
  CaseOpenerReader,
  ComplianceClock,
  ComplianceReader,
  LinkReader,
  ResultReader,
  OutcomeReader,
  VendorRecordReader,
  DeadlineScheduler,
  RunningStatistics,
  TrailReader,
  KafkaOutputs,
  ErasureExecutor,
  RetentionClock,
  CaseFeed,
];

/** From signals to cases, from cases to outcomes, and the API for everybody who works on them. */
@Module({
  imports: [CqrsModule],
  controllers: [
    CaseStreamController,
    CasesController,
    CaseBatchesController,
    VendorListsController,
    AttachmentsController,
    DeadlinesController,
    OutcomesController,
    AccessLogController,
    CaseFileController,
    DocumentsController,
    ComplianceController,
    StatisticsController,
    RetentionController,
    ...OUTBOX_CONTROLLERS,
    ...GRADES_CONTROLLERS,
    StudentFileController,
  ],
  providers: [
    {
      provide: INSTALLATION,
      useFactory: readInstallation,
      inject: [SETTINGS, REGULATIONS],
    },
    {
      provide: SIGNING_KEY,
      useFactory: (settings: Settings) => loadSigningKey(settings.keyDir),
      inject: [SETTINGS],
    },
    CaseFileService,
    KeyRegister,
    SignalReplays,
    ReaderPorts,
    PolicyReader,
    ReferenceReader,
    DocumentsService,
    SignalReader,
    CaseRegister,
    CaseOpener,
    CompletionReader,
    ComplianceCases,
    FreshRows,
    CaseStreams,
    BatchKeys,
    CaseDesk,
    CaseReader,
    CasePresenter,
    EvidenceCopy,
    LinkedCases,
    OtherResults,
    RowStandings,
    VendorLists,
    CommandPreparer,
    AccessLog,
    OutcomeDesk,
    OutcomePresenter,
    PersonStanding,
    NameLocator,
    CitedAccounts,
    KnownPersonsReader,
    TextsShown,
    RetentionDesk,
    RetentionView,
    ...OUTBOX_PROVIDERS,
    ...GRADES_PROVIDERS,
    ListFileEntriesHandler,
    ListReferralsHandler,
    ...HANDLERS,
    ...BACKGROUND,
  ],
  exports: [AccessLog, CaseDesk, CasePresenter, CaseReader, INSTALLATION],
})
export class CaseworkModule {}
