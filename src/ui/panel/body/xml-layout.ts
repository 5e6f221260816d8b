/** Longest XML that is laid out, in UTF-16 units. */
const longest = 200_000;
const deepest = 50;

/**
 * XML or HTML with a line for each tag, by its tags alone: nothing is parsed, run or rendered, and every character stays.
 * Elements that hold only text stay on one line.
 */
export function laidOutXml(text: string): string {
  if (text.length > longest) return text;
  const tokens = tokensOf(text);
  const lines: string[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const kind = kindOf(token);
    if (kind === 'close') depth = Math.max(0, depth - 1);
    const indent = '  '.repeat(Math.min(depth, deepest));
    const [next = '', close = ''] = [tokens[i + 1], tokens[i + 2]];
    if (kind === 'open' && kindOf(next) === 'text' && kindOf(close) === 'close' && !next.includes('\n')) {
      lines.push(indent + token + next.trim() + close);
      i += 2;
    } else if (kind === 'open' && kindOf(next) === 'close') {
      lines.push(indent + token + next);
      i += 1;
    } else {
      lines.push(indent + token.trim());
      if (kind === 'open') depth++;
    }
  }
  return lines.join('\n');
}

type Kind = 'open' | 'close' | 'alone' | 'text';

/** HTML's elements without an end tag. */
const empty = /^<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b/i;

function kindOf(token: string): Kind {
  if (!token.startsWith('<')) return 'text';
  if (token.startsWith('</')) return 'close';
  return token.endsWith('/>') || /^<[!?]/.test(token) || empty.test(token) ? 'alone' : 'open';
}

/** Tags, comments, CDATA sections and the texts between them; blanks alone are left out. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text[at] === '<' ? endOfTag(text, at) : indexOr(text.indexOf('<', at), text.length);
    const token = text.slice(at, end);
    if (token.trim() !== '') tokens.push(token);
    at = end;
  }
  return tokens;
}

function endOfTag(text: string, at: number): number {
  for (const [start, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const)
    if (text.startsWith(start, at)) return indexOr(text.indexOf(end, at) + end.length, text.length, end.length);
  return indexOr(text.indexOf('>', at) + 1, text.length, 1);
}

/** `found`, or `otherwise` where the search failed (-1, moved by what was added to it). */
function indexOr(found: number, otherwise: number, added = 0): number {
  return found - added < 0 ? otherwise : found;
}
