import { describe, it } from '@jest/globals';
import { deciderSpecification } from '../event-sourcing/testing/decider-specification.js';
import { retentionDecider, type RetentionEvent } from './retention.decider.js';

const reason = { vault: 'v-1', sha256: '00', size: 3 };
const { given } = deciderSpecification(retentionDecider);
const hold = { subject: 's-1', reason, by: 'root' };
const request = {
  ...{ type: 'RequestErasure' as const, id: 'x', subject: 's-1', basis: 'purpose_ended' as const },
  ...{ reference: reason, by: 'root', obstructed: false },
};
const requested: RetentionEvent = {
  type: 'ErasureRequested',
  data: { erasure: 'x', subject: 's-1', basis: 'purpose_ended', reference: reason, by: 'root' },
};
const confirmed: RetentionEvent = { type: 'ErasureConfirmed', data: { erasure: 'x', by: 'hu' } };
const done: RetentionEvent = {
  type: 'PersonErased',
  data: { erasure: 'x', events: 9, entries: 2 },
};
const confirm = (by: string) => ({
  type: 'ConfirmErasure' as const,
  id: 'x',
  by,
  obstructed: false,
});

const DAY = 86_400_000;
const DUE = Date.parse('2029-07-01T00:00:00Z');
const review = (now: number, due: number | undefined = DUE) => ({
  ...{ type: 'ReviewRetention' as const, reviews: [{ subject: 's-1', due }], now },
});
const ending: RetentionEvent = { type: 'RetentionEnding', data: { subject: 's-1', due: DUE } };
const proposed: RetentionEvent = { type: 'ErasureProposed', data: { subject: 's-1', due: DUE } };
const withdrawn: RetentionEvent = { type: 'ErasureProposalWithdrawn', data: { subject: 's-1' } };

describe('what the schedule says by itself', () => {
  it('reminds thirty days before, proposes when the time is over, each once', () => {
    given([])
      .when(review(DUE - 31 * DAY))
      .then();
    given([])
      .when(review(DUE - 30 * DAY))
      .then(ending);
    given([ending])
      .when(review(DUE - DAY))
      .then();
    given([ending]).when(review(DUE)).then(proposed);
    given([])
      .when(review(DUE + DAY))
      .then(proposed);
    given([ending, proposed])
      .when(review(DUE + DAY))
      .then();
  });

  it('takes it back when the time goes on, somebody is held, or an erasure was asked for', () => {
    const later = { type: 'ReviewRetention' as const, now: DUE };
    const reviews = [{ subject: 's-1', due: undefined }];
    given([proposed])
      .when({ ...later, reviews })
      .then(withdrawn);
    given([])
      .when({ ...later, reviews })
      .then();
    given([proposed, { type: 'LegalHoldPlaced', data: hold }])
      .when(review(DUE))
      .then(withdrawn);
    given([proposed, requested]).when(review(DUE)).then(withdrawn);
    given([proposed, withdrawn]).when(review(DUE)).then(proposed);
  });
});

describe('retention', () => {
  it('asks, confirms by another, and is done once', () => {
    given([]).when(request).then(requested);
    given([requested]).when(confirm('hu')).then(confirmed);
    const finish = { type: 'FinishErasure' as const, id: 'x', events: 9, entries: 2 };
    given([requested, confirmed]).when(finish).then(done);
    given([requested, confirmed, done]).when(finish).then();
    given([requested]).when(finish).thenRefused('ErasureUnknown');
  });

  it('needs a second admin', () => {
    given([requested]).when(confirm('root')).thenRefused('SecondAdminNeeded');
    given([]).when(confirm('hu')).thenRefused('ErasureUnknown');
  });

  it('is stopped by a hold, or by anything else, up to the confirmation', () => {
    const held: RetentionEvent = { type: 'LegalHoldPlaced', data: hold };
    given([held]).when(request).thenRefused('ErasureObstructed');
    given([requested, held]).when(confirm('hu')).thenRefused('ErasureObstructed');
    given([requested])
      .when({ ...confirm('hu'), obstructed: true })
      .thenRefused('ErasureObstructed');
    given([requested, confirmed])
      .when({ type: 'PlaceHold', ...hold })
      .thenRefused('ErasureUnderWay');
    given([requested, confirmed]).when(request).thenRefused('ErasureUnderWay');
  });

  it('keeps a hold until it is lifted', () => {
    given([])
      .when({ type: 'PlaceHold', ...hold })
      .then({ type: 'LegalHoldPlaced', data: hold });
    given([])
      .when({ type: 'LiftHold', ...hold })
      .thenRefused('HoldUnknown');
  });
});
