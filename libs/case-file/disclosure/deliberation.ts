import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { without } from './members.js';
import type { DisclosedEvent, Disclosure } from './disclosure.js';
import { everything } from './everything.js';

/**
 * Panel and appeal: everything but how each member voted and why. A committee that decides anew, and
 * one that hears an appeal, should judge the case and not the former members. Who sat and that the
 * quorum was met stays.
 */
export const deliberationWithheld: Disclosure = {
  ...everything,
  event: (event) => (withholds(event) ? withheld(event) : { kind: 'whole' }),
  view: (view) => votesHidden(view),
};

const withholds = ({ type, data }: RecordedEvent): boolean =>
  type === 'VoteCast' || ((data as { votes?: readonly unknown[] }).votes?.length ?? 0) > 0;

const withheld = ({ type, data, metadata }: RecordedEvent): DisclosedEvent => ({
  kind: 'withheld',
  reason: 'deliberation',
  extract: { data: type === 'VoteCast' ? voteHidden(data as object) : votesHidden(data), metadata },
});

const voteHidden = (vote: object): unknown => without(vote, 'outcome', 'level', 'reason');

/** In every member `votes`, at any depth: who voted and when, not how. */
export const votesHidden = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(votesHidden);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'votes' && Array.isArray(inner)
        ? inner.map((vote: object) => voteHidden(vote))
        : votesHidden(inner),
    ]),
  );
};
