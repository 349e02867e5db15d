import { dataOf, oneOf, text } from './schema.js';

export const SESSION = {
  'probity.session.started.v1': dataOf({ 'method?': text }),
  'probity.session.ended.v1': dataOf({ 'reason?': oneOf('logout', 'timeout', 'abandoned') }),
  'probity.content.viewed.v1': dataOf({ 'title?': text }),
};
