/** Of files made before exports recorded it. */
export const CHINA = 'Asia/Shanghai';

/** An instant as the university's clocks had it, `2026-11-30T03:35:00+08:00`; what is no instant stays as it is. */
export const localTime = (at: string, timeZone: string): string => {
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) return at;
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const offset = part('timeZoneName').replace('GMT', '');
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset === '' ? '+00:00' : offset}`;
};

const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  const two = '2-digit';
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', timeZoneName: 'longOffset', year: 'numeric' },
      ...{ month: two, day: two, hour: two, minute: two, second: two },
    });
  } catch {
    // No such zone: whoever wrote it there has broken a signature, too.
    return formatIn(CHINA);
  }
};
