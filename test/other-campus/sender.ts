import type { SimEvent } from '../simulator/event.js';
import type { Course, Learner, Vendor } from './campus.js';

export interface Machine {
  readonly ip: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly geo?: { readonly lat: number; readonly lon: number; readonly accuracyM?: number };
}

/** Who really acts: the machine, its clock, and the case that it belongs to, if any. */
export interface Hand {
  readonly machine: Machine;
  readonly session: string;
  readonly skewMs?: number;
  readonly wrong?: string;
}

/** Collects a semester's events with their arrival; labels learn which of them are wrong. */
export class Sender {
  readonly sent: { readonly arrives: number; readonly event: SimEvent }[] = [];
  readonly wrong = new Map<string, string[]>();
  private serial = 0;

  /** `at` is the true instant; `claim` what the client says; `recorded` when the server took it. */
  send(
    source: string,
    account: string,
    type: string,
    at: number,
    data: object,
    how: { device?: boolean; claim?: number; recorded?: number; wrong?: string | undefined } = {},
  ): void {
    const id = `${source}:${(++this.serial).toString(36)}`;
    const recorded = how.recorded ?? at + 90;
    const time = how.device ? (how.claim ?? at) : recorded;
    this.sent.push({
      arrives: recorded + 400,
      event: {
        ...{ specversion: '1.0', id, source, type: `probity.${type}.v1`, subject: account },
        time: new Date(time).toISOString(),
        ...(how.device ? { recordedtime: new Date(recorded).toISOString() } : {}),
        data: data as SimEvent['data'],
      },
    });
    if (how.wrong !== undefined)
      this.wrong.set(how.wrong, [...(this.wrong.get(how.wrong) ?? []), `${source} ${id}`]);
  }

  by(learner: Learner, course: Course, hand: Hand) {
    const { vendor } = course;
    return (type: string, at: number, data: object, claim?: number, recorded?: number): void =>
      this.send(
        ...([vendor.source, accountAt(learner, vendor.source), type, at] as const),
        {
          offering: course.id,
          session: hand.session,
          client: toldBy(vendor, hand.machine),
          ...data,
        },
        {
          ...{ device: vendor.device, claim: claim ?? at - (hand.skewMs ?? 0), wrong: hand.wrong },
          ...(recorded === undefined ? {} : { recorded }),
        },
      );
  }
}

export const accountAt = ({ number, index }: Learner, source: string): string =>
  source === 'ykt' ? `y${900_000 + index}` : number;

/** A web page has no device id; the sparse vendor tells no user agent. */
const toldBy = ({ source }: Vendor, { ip, userAgent, deviceId }: Machine): object => ({
  ip,
  ...(source !== 'zhidao' && userAgent !== undefined ? { userAgent } : {}),
  ...(source !== 'xuexi' && deviceId !== undefined ? { deviceId } : {}),
});
