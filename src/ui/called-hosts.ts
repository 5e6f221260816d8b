import { isStrings } from '../http/unknown.ts';

/** More hosts than any page's own data comes from; the rest are not offered. */
const most = 30;

/**
 * In the page: origins that its scripts asked for data (fetch, XMLHttpRequest, beacon), by its Resource Timing entries.
 * Another origin's entry is there too, without its times (Chromium 156, Firefox 153); no host permission is needed to read the list.
 */
export function calledOrigins(most: number): string[] {
  const called = performance
    .getEntriesByType('resource')
    .filter((entry) => /^(fetch|xmlhttprequest|beacon)$/.test((entry as PerformanceResourceTiming).initiatorType))
    .map((entry) => new URL(entry.name).origin)
    .filter((origin) => /^https?:/.test(origin));
  return [...new Set(called)].slice(-most);
}

/** The same as an expression, for `inspectedWindow.eval`. */
export const calledOriginsSource = `JSON.stringify((${calledOrigins.toString()})(${most}))`;
export const calledOriginsArgs: [number] = [most];

/** What a page said that it called: its word, so only web origins count, and not many. */
export function parseCalled(answer: unknown): readonly string[] {
  const value = typeof answer === 'string' ? parse(answer) : answer;
  if (!isStrings(value)) return [];
  const origins = value.filter((origin) => /^https?:\/\/[\w.:[\]-]+$/i.test(origin) && URL.canParse(origin));
  return [...new Set(origins)].slice(0, most);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The part of a host that one owner has, about: two labels, three under a short second one (`co.uk`); addresses whole. */
function owner(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host;
  const labels = host.split('.');
  const isShort = labels.length > 2 && (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3;
  return labels.slice(isShort ? -3 : -2).join('.');
}

/** Whether two origins seem to belong to one site, so that watching the one means the other too. */
export function isSameSite(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return false;
  return owner(new URL(a).hostname) === owner(new URL(b).hostname);
}
