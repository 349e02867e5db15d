/** What a user agent that is no browser calls itself. */
export interface ProgramAgent {
  /** `python-requests`, `headlesschrome`, …: lower case, without a version. */
  readonly name: string;
  /** A part that apps are built with as well, `okhttp`: rare only where the platform's own app has another. */
  readonly ofApps: boolean;
}

/** Libraries and tools that scripts are written with, as they name themselves unless told otherwise. */
const SCRIPTS =
  /^(python-requests|python-urllib|python-httpx|python|aiohttp|go-http-client|axios|node-fetch|node|undici|got|curl|wget|libwww-perl|java|apache-httpclient|scrapy|postmanruntime|rest-client|guzzlehttp)\b/i;
const APPS = /^(okhttp|dalvik|cfnetwork|volley)\b/i;
/** Browsers that nobody looks at, and the form in which robots introduce themselves. */
const DRIVEN = /\b(headlesschrome|phantomjs|slimerjs|puppeteer|playwright|selenium)\b/i;
const ROBOT = /^Mozilla\/\d\.\d \(compatible;(?! MSIE)/;

const MOST = 10_000;
const known = new Map<string, ProgramAgent | undefined>();

/** Undefined for browsers, apps with a name of their own, and nothing at all. */
export function programOf(userAgent: unknown): ProgramAgent | undefined {
  if (typeof userAgent !== 'string' || userAgent === '') return undefined;
  // A semester has few agents and many events.
  if (known.has(userAgent)) return known.get(userAgent);
  if (known.size >= MOST) known.clear();
  const found = look(userAgent);
  known.set(userAgent, found);
  return found;
}

function look(userAgent: string): ProgramAgent | undefined {
  const [, script] = SCRIPTS.exec(userAgent) ?? DRIVEN.exec(userAgent) ?? [];
  if (script !== undefined) return { name: script.toLowerCase(), ofApps: false };
  const [, app] = APPS.exec(userAgent) ?? [];
  if (app !== undefined) return { name: app.toLowerCase(), ofApps: true };
  return ROBOT.test(userAgent) ? { name: 'robot', ofApps: false } : undefined;
}
