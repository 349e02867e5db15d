import { dataOf, fence, instant, oneOf, text } from './schema.js';

const method = oneOf('qr', 'location', 'gesture', 'photo', 'code', 'live');

const signed = {
  meeting: text,
  method,
  'token?': text,
  'tokenIssuedAt?': instant,
  'photoHash?': text,
};

export const ATTENDANCE = {
  'probity.attendance.opened.v1': dataOf({ meeting: text, method, 'fence?': fence }),
  'probity.attendance.closed.v1': dataOf({ meeting: text, method, 'fence?': fence }),
  'probity.attendance.signed_in.v1': dataOf(signed),
  'probity.attendance.signed_out.v1': dataOf(signed),
};
