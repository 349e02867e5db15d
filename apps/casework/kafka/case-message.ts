import { publishedStatus } from '../../../libs/cases/published-status.js';
import type { CaseEvent } from '../../../libs/cases/events.js';
import { evolve } from '../../../libs/cases/evolution/evolve.js';
import type { CaseState } from '../../../libs/cases/state.js';
import { cloudEvent } from '../../../libs/adapters/kafka/cloud-event.js';
import type { OutgoingRecord } from '../../../libs/adapters/kafka/record.js';
import { TOPICS } from '../../../libs/adapters/kafka/topics.js';
import { caseStream } from '../../../libs/cases/events.js';
import type { CaseHistory } from '../cases/case-desk.js';

/**
 * What `probity.cases.v1` says of each event of a case: that it happened and how the case stands
 * then. Nothing of the student, the people or the texts: whoever may read the case asks for it by
 * id, with its own rights. The id is `case/version`, the same on every repeat.
 *
 * @param history the whole case
 * @param versions of the events to tell of
 */
export const caseMessages = (
  id: string,
  history: CaseHistory,
  versions: ReadonlySet<number>,
): readonly OutgoingRecord[] => {
  const messages: OutgoingRecord[] = [];
  let state: CaseState = undefined;
  for (const recorded of history) {
    const { type, version, metadata, stream } = recorded;
    if (stream !== caseStream(id)) throw new Error(`${stream} is not the stream of case ${id}`);
    // A recorded event has the type and data of the fact it records.
    state = evolve(state, recorded as unknown as CaseEvent);
    if (!versions.has(version) || !state) continue;
    const { facts, stage } = state;
    const said = {
      ...{ id, version, event: type, at: metadata.at },
      ...{ family: facts.family, violation: facts.violation, offering: facts.course.offering },
      ...{ status: publishedStatus(stage), score: facts.score },
    };
    messages.push(cloudEvent(TOPICS.cases, `${id}/${version}`, metadata.at, id, said));
  }
  return messages;
};
