import type { Random } from '../simulator/random.js';
import { BEGIN, DAY, HOUR, type Learner } from './campus.js';
import type { Machine } from './sender.js';

const CITY = ['61.133', '125.72', '220.167', '36.101'];
const BROWSERS = [131, 132, 133, 134, 135].map(
  (n) => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/${n}.0.0.0`,
);
const PHONES = ['iPhone15,3', 'PJD110', '23113RKC6C', 'ALN-AL00', 'V2309A'].map(
  (m) => `App/8.1 (${m})`,
);

export const dormIp = ({ building, room }: Pick<Learner, 'building' | 'room'>): string =>
  building % 2 === 0 ? `172.21.${building}.1` : `172.21.${building}.${room + 2}`;

export const mobileIp = (random: Random): string =>
  `117.${random.int(130, 139)}.${random.int(0, 255)}.${random.int(1, 254)}`;

export const cityIp = (city: number, random: Random): string =>
  `${CITY[city % CITY.length] ?? '61.133'}.${random.int(0, 255)}.${random.int(1, 254)}`;

export const campusIp = (random: Random): string => `172.20.0.${random.int(1, 3)}`;

export const laptopOf = ({ index }: Learner): Machine & { deviceId: string } => ({
  ...{ ip: '', deviceId: `L${index * 7919}` },
  userAgent: BROWSERS[index % BROWSERS.length] ?? '',
});

export const phoneOf = ({ index, traits }: Learner, at: number): Machine & { deviceId: string } => {
  const renewed = traits.has('new_phone') && at > BEGIN + 20 * DAY;
  return {
    ...{ ip: '', deviceId: `P${index * 6007}${renewed ? 'b' : ''}` },
    userAgent: PHONES[(index + (renewed ? 1 : 0)) % PHONES.length] ?? '',
  };
};

/** What an honest person sits at, and where, for an hour of study. */
export function machineAt(learner: Learner, at: number, random: Random): Machine {
  const { traits, index } = learner;
  const day = Math.floor((at - BEGIN) / DAY);
  const hour = ((at - BEGIN) % DAY) / HOUR;
  const weekend = day % 7 >= 5;
  if (traits.has('travel') && day >= 14 && day < 20)
    return { ...laptopOf(learner), ip: cityIp(index, random) };
  if (traits.has('home_pc') && weekend)
    return { ip: `222.220.${index % 256}.9`, deviceId: `H${index}`, userAgent: BROWSERS[0] ?? '' };
  if (traits.has('lab') && hour > 9 && hour < 17 && random.chance(0.4))
    return { ip: '172.22.0.1', deviceId: `lab-${random.int(1, 60)}`, userAgent: BROWSERS[1] ?? '' };
  if (traits.has('vpn') && random.chance(0.5))
    return { ...laptopOf(learner), ip: `45.${random.pick([32, 76])}.${random.int(1, 9)}.4` };
  if (traits.has('hotspot') && random.chance(0.4))
    return { ...laptopOf(learner), ip: mobileIp(random) };
  if (random.chance(0.25))
    return { ...phoneOf(learner, at), ip: random.chance(0.5) ? mobileIp(random) : dormIp(learner) };
  return { ...laptopOf(learner), ip: dormIp(learner) };
}
