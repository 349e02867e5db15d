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
