import { bounded, firstForwarded, isAddress, type LogLine, orNull, requestLine } from './log-line.ts';
import { logTime } from './log-time.ts';

type Token = { readonly kind: 'word' | 'quoted' | 'bracketed'; readonly text: string };

const quote = 0x22;
const backslash = 0x5c;
const bracket = 0x5b;
const isBlank = (char: number): boolean => char === 0x20 || char === 0x09;
const isDigit = (char: number): boolean => char >= 0x30 && char <= 0x39;

/** Most parts of a line that are looked at. */
const mostTokens = 60;

/**
 * The parts of a line: words, `[…]` and `"…"`. In quotes Apache escapes a quote by a backslash, nginx writes `\x22`: a quote that is
 * escaped ends nothing.
 */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length && tokens.length < mostTokens) {
    const char = line.charCodeAt(at);
    if (isBlank(char)) {
      at++;
      continue;
    }
    if (char === quote) {
      let end = at + 1;
      for (let each = line.charCodeAt(end); end < line.length && each !== quote; each = line.charCodeAt(end))
        end += each === backslash ? 2 : 1;
      tokens.push({ kind: 'quoted', text: line.slice(at + 1, end) });
      at = end + 1;
      continue;
    }
    const isTime = char === bracket && isDigit(line.charCodeAt(at + 1));
    const close = isTime ? line.indexOf(']', at) : -1;
    if (close !== -1) {
      tokens.push({ kind: 'bracketed', text: line.slice(at + 1, close) });
      at = close + 1;
      continue;
    }
    let end = at;
    while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
    tokens.push({ kind: 'word', text: line.slice(at, end) });
    at = end;
  }
  return tokens;
}

/**
 * A line of the common or combined log and its kin (Apache `common`, `combined`, `vhost_combined`, `combinedio`; nginx `combined`, `main`
 * with forwarded addresses, request times or host at either end). The status is the word after the quoted request: a size, a time or a quoted
 * browser name never is. null where it is no such line.
 */
export function commonLine(line: string): LogLine | null {
  const tokens = tokensOf(line);
  const time = tokens.findIndex((token) => token.kind === 'bracketed' && logTime(token.text) !== null);
  const start = tokens.findIndex((token, at) => at > time && token.kind === 'quoted');
  const request = tokens[start];
  const status = tokens[start + 1];
  if (time === -1 || request === undefined || status?.kind !== 'word' || !/^[1-5]\d\d$/.test(status.text)) return null;
  // A request that was never read is logged as `-`, or as whatever bytes came.
  const asked = requestLine(request.text) ?? { method: '-', path: '-' };
  const before = tokens.slice(0, time).map((token) => token.text);
  const after = tokens.slice(start + 2);
  const quoted = after.filter((token) => token.kind === 'quoted').map((token) => token.text);
  const forwarded = quoted.map(firstForwarded).find((address) => address !== null);
  const peer = before.findLast(isAddress) ?? before.at(-3) ?? before[0];
  const [first = ''] = before;
  return bounded({
    status: Number(status.text),
    method: asked.method,
    path: asked.path,
    at: logTime(tokens[time]?.text),
    client: forwarded ?? orNull(peer),
    // Referer, then browser; where only one is quoted, it is no address of a page.
    agent: orNull(agentOf(quoted)),
    host: first !== peer && /^[\w.-]+(:\d{1,5})?$/.test(first) && first.includes('.') ? first : null,
  });
}

function agentOf(quoted: readonly string[]): string | undefined {
  const [referer = '', agent] = quoted;
  if (agent !== undefined && firstForwarded(agent) === null) return agent;
  return /^(https?:|-$|\/)/.test(referer) ? undefined : referer;
}
