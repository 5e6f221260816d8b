const months: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function offsetOf(zone: string | undefined): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

/**
 * A moment of a log, epoch milliseconds: `22/Nov/2026:10:00:00 +0000` (Apache, nginx), ISO 8601 (`$time_iso8601`),
 * or a number: seconds, milliseconds, micro- or nanoseconds since 1970 by their size. Without a zone it is UTC. null where it is none.
 */
export function logTime(value: unknown): number | null {
  if (typeof value === 'number') return ofNumber(value);
  if (typeof value !== 'string' || value.length > 60) return null;
  const text = value.trim();
  if (/^\d{9,19}(\.\d{1,9})?$/.test(text)) return ofNumber(Number(text));
  const common = /^(\d\d)\/([A-Za-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ([+-]\d{4}))?$/.exec(text);
  if (common !== null) {
    const [, day, name = '', year, hour, minute, second, fraction = '0', zone] = common;
    const month = months.indexOf(name.toLowerCase());
    if (month === -1) return null;
    const whole = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
    return whole + Math.floor(Number(`0.${fraction}`) * 1_000) - offsetOf(zone);
  }
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (iso === null) return null;
  const [, day, time, fraction = '0', zone] = iso;
  const whole = Date.parse(`${day}T${time}Z`);
  return Number.isNaN(whole) ? null : whole + Math.floor(Number(`0.${fraction}`) * 1_000) - offsetOf(zone);
}

function ofNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 1e8) return null;
  // 1e8 s is 1973; 1e11 s would be the year 5138, so larger numbers count something smaller.
  if (value < 1e11) return value * 1_000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}
