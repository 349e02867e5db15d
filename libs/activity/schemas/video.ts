import { atLeastZero, count, dataOf, flag, share } from './schema.js';

const position = {
  positionSec: atLeastZero,
  'lengthSec?': atLeastZero,
  'rate?': atLeastZero,
};

export const VIDEO = {
  'probity.video.loaded.v1': dataOf(position),
  'probity.video.played.v1': dataOf(position),
  'probity.video.paused.v1': dataOf(position),
  'probity.video.ended.v1': dataOf(position),
  'probity.video.seeked.v1': dataOf({ fromSec: atLeastZero, toSec: atLeastZero }),
  'probity.video.rate_changed.v1': dataOf({ fromRate: atLeastZero, toRate: atLeastZero }),
  'probity.video.heartbeat.v1': dataOf({
    ...position,
    'intervalSec?': atLeastZero,
    'seq?': count,
    'foreground?': flag,
    'muted?': flag,
    'cumulativeSec?': atLeastZero,
  }),
  'probity.video.completed.v1': dataOf({ progress: share }),
};
