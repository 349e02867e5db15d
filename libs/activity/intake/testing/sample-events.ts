/** A good event of the contract's example, and changes to it. */
export const heartbeat = (changes: Readonly<Record<string, unknown>> = {}) => ({
  specversion: '1.0',
  id: 'c-8812',
  source: 'chaoxing',
  type: 'probity.video.heartbeat.v1',
  subject: '2023010123',
  time: '2026-03-02T08:00:05.123+08:00',
  recordedtime: '2026-03-02T08:00:06.020+08:00',
  data: heartbeatData(),
  ...changes,
});

export const heartbeatData = (changes: Readonly<Record<string, unknown>> = {}) => ({
  offering: 'CS101-2026S-01',
  activity: 'v3-2',
  session: 's-77',
  client: {
    ip: '203.0.113.7',
    userAgent: '浏览器/1.0',
    deviceId: 'd-9',
    geo: { lat: 36.7, lon: 101.7, accuracyM: 12 },
  },
  positionSec: 125,
  lengthSec: 1810,
  rate: 1,
  intervalSec: 30,
  seq: 5,
  ...changes,
});

/** The least `data` of every type that the contract lists. */
export const LEAST_DATA: Readonly<Record<string, object>> = {
  'session.started': {},
  'session.ended': {},
  'content.viewed': {},
  'video.loaded': { positionSec: 0 },
  'video.played': { positionSec: 0 },
  'video.paused': { positionSec: 1.5 },
  'video.ended': { positionSec: 1810 },
  'video.seeked': { fromSec: 0, toSec: 60 },
  'video.rate_changed': { fromRate: 1, toRate: 2 },
  'video.heartbeat': { positionSec: 30 },
  'video.completed': { progress: 1 },
  'attendance.opened': { meeting: 'm-5', method: 'qr' },
  'attendance.closed': { meeting: 'm-5', method: 'qr' },
  'attendance.signed_in': { meeting: 'm-5', method: 'location' },
  'attendance.signed_out': { meeting: 'm-5', method: 'live' },
  'assessment.started': { attempt: '1', kind: 'exam' },
  'assessment.submitted': { attempt: '1', kind: 'quiz', score: 8, maxScore: 10 },
  'assessment.answered': { attempt: 1, item: 'q-1', response: ['A', 'C'], correct: false },
  'assessment.answer_shown': { item: 'q-1' },
  'forum.posted': {},
  'grade.recorded': { component: 'midterm', score: 80, maxScore: 100 },
  'platform.reported': { violation: 'course_brushing', reason: '刷课', reference: 'r-1' },
  'feed.completed': { until: '2026-03-02T00:00:00+08:00' },
};
