import type { Activity } from '../../activity/activity.js';
import { blockOf } from '../../roster/network-blocks.js';
import type { Owner } from '../keys.js';

/** Whose keys a change of an offering, a meeting, a network or a source touches. */
export interface Mention {
  readonly topic: string;
  readonly owner: Owner;
}

export const offeringTopic = (offering: string): string => `offering:${offering}`;
export const meetingTopic = (meeting: string): string => `meeting:${meeting}`;
export const sourceTopic = (source: string): string => `source:${source}`;
export const blockTopic = (block: string): string => `net:${block}`;

const REMEMBERED = 50_000;

/** What an event mentions: its source, and its offering, meeting and address where it has them. */
export class Topics {
  /** By address, since many events come from few; undefined for what is no address. */
  private readonly blocks = new Map<string, string | undefined>();

  of({ source, data }: Activity): readonly string[] {
    const topics = [sourceTopic(source)];
    const { offering, client } = data;
    const meeting = data['meeting'];
    if (typeof offering === 'string') topics.push(offeringTopic(offering));
    if (typeof meeting === 'string') topics.push(meetingTopic(meeting));
    const ip: unknown = client?.ip;
    const block = typeof ip === 'string' ? this.blockOf(ip) : undefined;
    if (block !== undefined) topics.push(blockTopic(block));
    return topics;
  }

  private blockOf(ip: string): string | undefined {
    if (this.blocks.has(ip)) return this.blocks.get(ip);
    if (this.blocks.size >= REMEMBERED) this.blocks.clear();
    const block = blockOf(ip);
    this.blocks.set(ip, block);
    return block;
  }
}
