import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import { webhookDecider, type WebhookCommand, type WebhookState } from './webhook.decider.js';
import { wantedOf, wants, type Webhook } from './webhook.js';

const JW: Webhook = { name: 'jw', url: 'https://jw.example.edu.cn/x', types: ['*'] };

const after = (...commands: WebhookCommand[]): WebhookState =>
  commands.reduce((state, command) => {
    const decision = webhookDecider.decide(command, state);
    if (!decision.ok) throw new Error(decision.refusal);
    return fold(webhookDecider.evolve, state, decision.events);
  }, webhookDecider.initialState);

const decided = (command: WebhookCommand, ...before: WebhookCommand[]) => {
  const decision = webhookDecider.decide(command, after(...before));
  return decision.ok ? decision.events.map(({ type }) => type) : decision.refusal;
};

const PUT: WebhookCommand = { type: 'put', webhook: JW, secret: 's-1' };
const SECOND: WebhookCommand = { type: 'issue_secret', secret: 's-2' };

describe('webhook', () => {
  it('given none, when put, then it is registered with its secret; without a secret it is not', () => {
    expect(decided(PUT)).toEqual(['WebhookRegistered', 'WebhookSecretIssued']);
    expect(decided({ type: 'put', webhook: JW })).toBe('SecretMissing');
    for (const command of [{ type: 'remove' }, SECOND, { type: 'disable' }] as const)
      expect(decided(command)).toBe('WebhookUnknown');
  });

  it('given one, when the same is put again, then nothing happens; another url is a change', () => {
    expect(decided({ type: 'put', webhook: JW }, PUT)).toEqual([]);
    const moved = { ...JW, url: 'https://jw.example.edu.cn/y' };
    expect(decided({ type: 'put', webhook: moved }, PUT)).toEqual(['WebhookChanged']);
    const fewer = { ...JW, types: ['hold'] } as const;
    expect(decided({ type: 'put', webhook: fewer }, PUT)).toEqual(['WebhookChanged']);
  });

  it('given two secrets, when a third comes, then it is refused until one is revoked; the last stays', () => {
    expect(after(PUT, SECOND)).toMatchObject({ secrets: ['s-1', 's-2'] });
    const third = { type: 'issue_secret', secret: 's-3' } as const;
    expect(decided(third, PUT, SECOND)).toBe('TwoSecretsInUse');
    expect(decided({ type: 'put', webhook: JW, secret: 's-3' }, PUT, SECOND)).toBe(
      'TwoSecretsInUse',
    );
    const revoke = { type: 'revoke_secret', secret: 's-1' } as const;
    expect(after(PUT, SECOND, revoke, third)).toMatchObject({ secrets: ['s-2', 's-3'] });
    expect(decided(revoke, PUT)).toBe('LastSecret');
    expect(decided({ type: 'revoke_secret', secret: 'x' }, PUT, SECOND)).toBe('SecretUnknown');
  });

  it('given an address that is gone, when it is put again, then it is tried again', () => {
    const disabled: WebhookCommand[] = [PUT, { type: 'disable' }];
    expect(after(...disabled)).toMatchObject({ disabled: true });
    expect(decided({ type: 'disable' }, ...disabled)).toEqual([]);
    expect(after(...disabled, { type: 'put', webhook: JW })).toMatchObject({ disabled: false });
  });

  it('given a removal, when it is put anew, then nothing of the former is left', () => {
    const again: WebhookCommand = { type: 'put', webhook: JW, secret: 's-9' };
    expect(after(PUT, SECOND, { type: 'remove' }, again)).toMatchObject({ secrets: ['s-9'] });
  });

  it('given names of types, then kinds and everything are known, all else is not', () => {
    expect(['grade_void', 'outcome.grade_void', '*', 'probity.outcomes.v1'].map(wantedOf)).toEqual([
      ...['grade_void', 'grade_void', '*', '*'],
    ]);
    for (const text of ['failed', '', 'outcome.', 'GRADE_VOID', 'constructor'])
      expect(wantedOf(text)).toBeUndefined();
    expect(wants({ types: ['hold'] }, 'release')).toBe(false);
    expect(wants({ types: ['*'] }, 'release')).toBe(true);
  });
});
