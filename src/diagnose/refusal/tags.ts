/** One piece of markup, as a stream: nothing is nested, nothing is kept, no entity but the predefined ones is expanded. */
export type Piece =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly closed: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** How much of a body is scanned, in UTF-16 units. A 20 MB page says what it says in its beginning. */
const longestScan = 131_072;

const predefined: { readonly [entity: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#34': '"',
};

/** Predefined entities only, once: declared ones stay as written, so no bomb can go off (XML 1.0 §4.4). */
export function withoutEntities(text: string): string {
  return text.replace(/&(#?\w{2,6});/g, (whole, entity: string) =>
    Object.hasOwn(predefined, entity) ? (predefined[entity] ?? whole) : whole,
  );
}

/** Cuts XML or HTML into pieces in one pass. Comments, declarations, scripts and styles are skipped; CDATA is text. */
export function* pieces(source: string): Generator<Piece> {
  const text = source.length > longestScan ? source.slice(0, longestScan) : source;
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const end = open === -1 ? text.length : open;
    if (end > at) yield { kind: 'text', text: withoutEntities(text.slice(at, end)) };
    if (open === -1) return;
    if (text.startsWith('<!--', open)) at = after(text, '-->', open + 4);
    else if (text.startsWith('<![CDATA[', open)) {
      const close = text.indexOf(']]>', open);
      yield { kind: 'text', text: text.slice(open + 9, close === -1 ? text.length : close) };
      at = close === -1 ? text.length : close + 3;
    } else if (/^<[!?]/.test(text.slice(open, open + 2))) at = afterDeclaration(text, open);
    else {
      const close = text.indexOf('>', open);
      if (close === -1) return;
      const inside = text.slice(open + 1, close);
      at = close + 1;
      const tag = /^(\/?)([A-Za-z_][\w:.-]{0,80})/.exec(inside);
      if (tag === null) continue;
      const name = tag[2] ?? '';
      if (tag[1] === '/') yield { kind: 'close', name };
      else {
        yield { kind: 'open', name, attributes: inside.slice(name.length, 2000), closed: inside.endsWith('/') };
        if (/^(script|style|svg)$/i.test(name) && !inside.endsWith('/')) at = skipTo(text, `</${name}`, at);
      }
    }
  }
}

/** A declaration may hold a bracketed subset (`<!DOCTYPE x [ … ]>`): all of it is skipped. */
function afterDeclaration(text: string, from: number): number {
  const close = text.indexOf('>', from);
  const bracket = text.indexOf('[', from);
  if (bracket !== -1 && bracket < close) return after(text, '>', after(text, ']', bracket));
  return close === -1 ? text.length : close + 1;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function skipTo(text: string, mark: string, from: number): number {
  const found = text.toLowerCase().indexOf(mark.toLowerCase(), from);
  return found === -1 ? text.length : found;
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
