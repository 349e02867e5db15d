import type { LiftingFacts } from '../facts/lifting-facts.js';
import type { Template } from '../template.js';
import { text } from './common.js';
import { composeLifting, lifting1, type LiftingWording } from './lifting-1.js';

/**
 * Names no appeal: neither a lifting nor its refusal imposes anything, the decision stands as it was
 * served with its own path of appeal (order 41 arts 53, 57, 60; decision record 0026). Whoever is
 * refused learns when it is looked at again.
 */
export const lifting2: Template<LiftingFacts> = {
  ...lifting1,
  version: 2,
  from: '2026-01-01',
  requires: lifting1.requires.filter(({ name }) => name !== 'limit'),
  compose: (facts) => composeLifting(facts, SECOND),
};

const SECOND: LiftingWording = {
  template: 'lifting@2',
  after: (facts) => (facts.lifted ? [] : [['后续评议', [text(again(facts))]]]),
  afterInEnglish: (facts) => (facts.lifted ? [] : [againInEnglish(facts)]),
};

/** The period has an end of its own that no review moves. */
const isOver = ({ at, sanction }: LiftingFacts): boolean =>
  sanction !== undefined && at >= sanction.until;

const again = (facts: LiftingFacts): string => {
  const { dates, sanction } = facts;
  const next =
    sanction === undefined || isOver(facts)
      ? '处分期限已届满，学校将按规定程序继续评议解除。'
      : `处分期限至${dates.day(sanction.until - 1)}届满，届时学校将按规定程序再次评议解除（教育部令第41号第五十七条）。`;
  return `本次评议不加重原处分，也不延长其期限。${next}当事人可以随时向学校书面提出解除处分的申请，并说明理由和提交材料。`;
};

const againInEnglish = (facts: LiftingFacts): string =>
  `The sanction is neither made heavier nor longer. ${
    isOver(facts)
      ? 'Its period is over: the university goes on reviewing its lifting.'
      : 'When its period ends, the university reviews its lifting again.'
  } The student may ask for the lifting in writing at any time, with reasons.`;
