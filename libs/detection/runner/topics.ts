import type { Activity } from '../../activity/activity.js';
import type { Owner } from '../keys.js';

/** Whose keys a change of an offering or a meeting touches. */
export interface Mention {
  readonly topic: string;
  readonly owner: Owner;
}

export const offeringTopic = (offering: string): string => `offering:${offering}`;
export const meetingTopic = (meeting: string): string => `meeting:${meeting}`;

/** The offering and the meeting that an event names, where it names them. */
export const topicsOf = ({ data }: Activity): readonly string[] => {
  const { offering } = data;
  const meeting = data['meeting'];
  const topics: string[] = [];
  if (typeof offering === 'string') topics.push(offeringTopic(offering));
  if (typeof meeting === 'string') topics.push(meetingTopic(meeting));
  return topics;
};
