import type { Piece, Text } from './text.ts';

/** Literals of three languages. Whatever the text is, it stays one literal with exactly this value; half surrogates become U+FFFD. */

/** Half surrogates are no text and cannot be sent. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A double-quoted JavaScript string in ASCII. */
export function inJavaScript(text: string): string {
  return `"${[...wellFormed(text)].map((c) => escaped(c, (code) => unit(code))).join('')}"`;
}

/** A double-quoted Python 3 string in ASCII. */
export function inPython(text: string): string {
  const wide = (code: number) => (code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : unit(code));
  return `"${[...wellFormed(text)].map((c) => escaped(c, wide)).join('')}"`;
}

function escaped(character: string, spell: (code: number) => string): string {
  const code = character.codePointAt(0) ?? 0xfffd;
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  // `<` too, so that no script element ends inside a string.
  return code >= 0x20 && code < 0x7f && character !== '<' ? character : spell(code);
}

/** `\uXXXX`, in JavaScript a pair of them beyond U+FFFF. */
function unit(code: number): string {
  return [...String.fromCodePoint(code)]
    .flatMap((c) => c.split(''))
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A single-quoted word of a POSIX shell. It holds everything but NUL, which no word can. */
export function inShell(text: string): string {
  return `'${wellFormed(text).replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

/** Anything that a terminal or an editor might change when a script is pasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\0-\x08\x0b-\x1f\x7f]/;

/** A shell command that prints exactly this text, NUL and other control characters too. */
export function shellPrints(text: string): string {
  if (!control.test(text)) return `printf '%s' ${inShell(text)}`;
  const spelled = [...wellFormed(text)]
    .map((c) =>
      c === '\\' ? '\\\\' : control.test(c) ? `\\0${(c.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}` : c,
    )
    .join('');
  return `printf '%b' ${inShell(spelled)}`;
}

/** The text as an expression that fills in its secrets. */
export function expression(
  text: Text,
  literal: (text: string) => string,
  secret: (name: string, as: 'raw' | 'json' | 'url') => string,
): string {
  if (text.length === 0) return literal('');
  return text
    .map((piece: Piece) => ('literal' in piece ? literal(piece.literal) : secret(piece.secret, piece.as)))
    .join(' + ');
}

/** A shell word that fills in its secrets. */
export function shellWord(text: Text): string {
  if (text.length === 0) return "''";
  return text
    .map((piece) => ('literal' in piece ? inShell(piece.literal) : shellSecret(piece.secret, piece.as)))
    .join('');
}

export function shellSecret(name: string, as: 'raw' | 'json' | 'url'): string {
  if (as === 'raw') return `"$${name}"`;
  return `"$(${as === 'json' ? 'in_json' : 'in_url'} "$${name}")"`;
}

/** For a comment: one line of printable ASCII, whatever stood there. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300);
}
