import { describe, expect, it } from '@jest/globals';
import {
  committee,
  CONTEXT,
  DAY,
  machine,
  student,
  text,
  type Journey,
} from '../../../cases/testing/journey.js';
import { shortCaseAt } from '../../../cases/testing/short-path.js';
import { caseAt } from '../../../cases/testing/stops.js';
import { caseDocuments } from '../case-documents.js';
import { inputOf, REFERENCE } from '../testing/printed-case.js';
import { decisionFacts } from '../facts/decision-facts.js';
import { inForce } from '../template.js';
import { TEMPLATES } from './registry.js';

const said = (journey: Journey, id: string, limits: Partial<typeof REFERENCE.limits> = {}) => {
  const reference = { ...REFERENCE, limits: { ...REFERENCE.limits, ...limits } };
  const printed = caseDocuments(inputOf(journey, { reference }))
    .find((one) => one.id === id)
    ?.print();
  if (!printed?.ok) throw new Error(`no ${id}: ${JSON.stringify(printed)}`);
  return JSON.stringify(printed.paper);
};

describe('when a decision takes effect', () => {
  it('given the policy `final`, then the paper names the province’s days too, as the case waits for them', () => {
    const paper = said(caseAt('decided'), 'decision-1');
    expect(paper).toContain('自收到该结论之日起15日内未向省级教育行政部门申诉');
    expect(paper).toContain('省级教育行政部门维持本决定');
    expect(paper).toMatch(/takes effect .*15 days for an appeal to the province/);
  });

  it('given the policy `served`, then it is the delivery', () => {
    const paper = said(caseAt('decided'), 'decision-1', { effectiveOn: 'served' });
    expect(paper).toContain('自送达之日起生效');
    expect(paper).not.toContain('未向省级教育行政部门申诉');
  });
});

describe('the defence in English', () => {
  const inEnglish = (over: object) => {
    const journey = caseAt('decided');
    const input = inputOf(journey);
    const document = caseDocuments(input).find(({ id }) => id === 'decision-1');
    expect(document?.template).toBe('decision@2');
    const event = input.events.findLast(({ type }) => type === 'CaseDecided')!;
    const facts = decisionFacts({
      ...{ event, found: journey.case, number: 1, reference: REFERENCE, vault: input.vault },
      ...{ timeZone: input.timeZone, people: { nameOf: (id: string) => id } },
      ...{ thirdParties: true, votes: true },
    } as Parameters<typeof decisionFacts>[0])!;
    const template = inForce(TEMPLATES.decision, '2026-03-02');
    return JSON.stringify(template.compose({ ...facts, ...over }));
  };

  it.each([
    ['waived', /the student waived the defence/],
    ['lapsed', /the student did not use the defence/],
  ])('given it %s, then it says so and counts no points', (closedBy, words) => {
    const paper = inEnglish({ points: [], closedBy });
    expect(paper).toMatch(words);
    expect(paper).not.toMatch(/points? of defence/);
  });

  it('given points, then each was answered', () => {
    expect(inEnglish({})).toContain('2 points of defence, each answered above.');
    expect(inEnglish({ points: [{ point: 'a', answer: 'b' }] })).toContain('1 point of defence,');
  });
});

describe('the numbers of a case of the short path', () => {
  const TOLD = {
    reason: { zh: '总学时 48，缺课 17 学时', en: '17 of 48 teaching hours were missed' },
    innocent: [{ name: 'feed_quality', tested: 'complete', outcome: 'excluded' }],
  };
  const citing = (of: readonly string[], copy = 'application/json') => {
    const journey = shortCaseAt('confirmed', 'excessive_absence');
    const input = inputOf(journey);
    const events = input.events.map((event) =>
      event.type === 'EvidenceAdded'
        ? { ...event, data: { ...(event.data as object), signals: of } }
        : event,
    );
    const { vault } = (
      events.find(({ type }) => type === 'EvidenceAdded')!.data as {
        copy: { vault: string };
      }
    )['copy'];
    const entry = {
      ...input.vault.get(vault)!,
      mediaType: copy,
      bytes: new TextEncoder().encode(JSON.stringify({ signals: [TOLD], events: [] })),
    };
    const documents = caseDocuments({
      ...{ ...input, events: events as never },
      vault: new Map([...input.vault, [vault, entry]]),
    });
    return ['notice-1', 'decision-1'].map((id) => {
      const printed = documents.find((one) => one.id === id)?.print();
      return printed?.ok ? JSON.stringify(printed.paper) : JSON.stringify(printed);
    });
  };

  it('given the signal is cited, then notice and decision print hours, total and whether data was complete', () => {
    for (const paper of citing(['sig-1'])) {
      expect(paper).toContain('证据E-001所载：总学时 48，缺课 17 学时');
      expect(paper).toContain('平台数据不完整（已排除）');
      expect(paper).toContain('E-001: 17 of 48 teaching hours were missed');
    }
  });

  it.each([
    ["an item of the officer's own", [], 'application/json'],
    ['an item whose copy is a text', ['sig-1'], 'text/plain;charset=utf-8'],
  ])('given %s, then there are none to print', (_, of, media) => {
    for (const paper of citing(of, media)) {
      expect(paper).toContain('认定的事实');
      expect(paper).not.toContain('所载');
    }
  });
});

describe('a sanction that is not lifted', () => {
  const reviewed = (lifted: boolean, more = 0): Journey => {
    const journey = caseAt('executed', { level: 'warning' });
    const due = journey.case.facts.deadlines.find(({ name }) => name === 'lifting_review')!.due;
    journey.now = due + more;
    journey.do(machine, 'fire_deadline', { name: 'lifting_review' });
    journey.do(committee('c2'), 'lift_sanction', { lifted, reason: text('too early') });
    return journey;
  };

  it('then its paper promises no appeal that the case would refuse, but says what follows', () => {
    const journey = reviewed(false);
    const appeal = { grounds: ['severity'], text: text('unfair'), attachments: [] } as const;
    journey.refuses('AppealWindowClosed', student, 'file_appeal', appeal);
    const paper = said(journey, 'lifting-1');
    expect(paper).not.toMatch(/申诉|[Aa]ppeal/);
    expect(paper).toMatch(/届满，届时学校将按规定程序再次评议解除/);
    expect(paper).toContain('可以随时向学校书面提出解除处分的申请');
    expect(said(reviewed(true), 'lifting-1')).not.toMatch(/申诉|[Aa]ppeal|再次评议/);
  });

  it('given the period over, then it does not name a day that has passed as one to come', () => {
    const paper = said(reviewed(false, CONTEXT.limits.liftingReviewDays * DAY), 'lifting-1');
    expect(paper).toContain('处分期限已届满');
    expect(paper).not.toContain('届时');
  });
});
