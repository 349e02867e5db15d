/**
 * Typical events, so that a short segment need not spell out what all events share. Never change
 * one: segments on disk name it by its place in the list. zlib finds near text cheapest, so the
 * most frequent event stands last.
 */
const TYPES = [
  'feed.completed platform.reported grade.recorded forum.posted assessment.answer_shown',
  'assessment.answered assessment.submitted assessment.started attendance.opened attendance.closed',
  'attendance.signed_out attendance.signed_in session.ended session.started content.viewed',
  'video.completed video.rate_changed video.seeked video.ended video.paused video.played video.loaded',
].join(' ');

const MEMBERS =
  '"datacontenttype":"application/json","reason":"logout","title":"","fromSec":0,"toSec":0,"fromRate":1,"toRate":1.5,' +
  '"progress":1,"meeting":"m-1","method":"qr","fence":{"lat":36.6,"lon":101.7,"radiusM":200},"token":"","photoHash":"",' +
  '"attempt":"a-1","kind":"quiz","score":0,"maxScore":100,"item":"q-1","response":"A","correct":true,"correct":false,' +
  '"elapsedSec":0,"textHash":"","length":0,"component":"","violation":"","reference":"","until":""';

const HEADERS =
  'ce-specversion: 1.0\r\nce-id: \r\nce-source: \r\nce-type: probity.\r\nce-subject: \r\nce-time: 2026-03-02T08:00:05.123+08:00\r\ncontent-type: application/json\r\n\r\n';

const HEARTBEAT =
  '{"specversion":"1.0","id":"c-8812","source":"chaoxing","type":"probity.video.heartbeat.v1","subject":"2023010123",' +
  '"time":"2026-03-02T08:00:05.123+08:00","recordedtime":"2026-03-02T08:00:06.020+08:00","data":{"offering":"CS101-2026S-01",' +
  '"activity":"v3-2","session":"s-77","client":{"ip":"203.0.113.7","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) ' +
  'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36","deviceId":"d-9","geo":{"lat":36.7,"lon":101.7,' +
  '"accuracyM":12}},"positionSec":125,"lengthSec":1810,"rate":1,"intervalSec":30,"seq":5,"foreground":true,"muted":false,"cumulativeSec":0}}';

export const DICTIONARIES: readonly Buffer[] = [
  Buffer.from(TYPES + MEMBERS + HEADERS + HEARTBEAT, 'utf8'),
];

export const NEWEST_DICTIONARY = 0;
