import { find, phrase } from './phrase.ts';
import type { CarriedToken } from './request-tokens.ts';
import type { Said } from './said.ts';
import { families } from './vocabulary/meaning.ts';
import { wordsOf, wordsOfName } from './words.ts';

/** "Provided 2, server had 3", "the change key passed in the request", "index is stale": something was sent, and compared. */
const compared = [
  '<version>|key|index|token|state|value ~4 passed|sent|provided|given|supplied|specified|submitted|referenced|requested ~12 not|but|differ*|mismatch*|stale|old|outdated',
  'provided|supplied|given|sent|passed|submitted|requested|expected|referenced ~8 server|stored|current|actual|found|latest|have|had|has|got|was|is',
  'current|actual|latest|stored|server ~8 provided|supplied|given|sent|passed|submitted|requested|expected|referenced|was called',
  'stored|current|actual ~6 not|differ*|mismatch* ~4 required|expected|base|provided|request',
  'request ~6 different|differs ~6 current|stored|actual|latest',
  '<version>|index|token|timestamp|key ~2 <be> ~1 stale|outdated|old|obsolete',
  'your|you ~3 <version>',
  'base|original ~1 <version>',
  '<change> since ~3 read|loaded|fetched|opened|retrieved|viewed|last',
  'token|cursor|checkpoint|watermark|sequence ~4 too old|ahead|behind',
  'hash|digest|cursor|token|index|sequence|offset conflict|mismatch*|stale|outdated|ahead|behind',
  'invalid ~1 swap',
].map((notation) => phrase(notation, families));

/**
 * Where a refusal speaks of the version that was sent, though none was found in the request or it names it only by its name: what it says.
 * null: it does not. Then "version conflict" can as well mean that none was sent.
 */
export function speaksOfSent(said: Said, tokens: readonly CarriedToken[]): string | null {
  const [sent] = said.sent;
  if (sent !== undefined && said.current.length > 0) return `${sent.name}: ${sent.value}`;
  const names = tokens
    .map(({ name }) => wordsOfName(name).filter((word) => !/^(x|http)$/.test(word)))
    .filter((words) => words.length > 1);
  const texts = [
    ...said.messages.map((text) => [text, wordsOf(text)] as const),
    ...said.codes.map((text) => [text, wordsOfName(text)] as const),
  ];
  for (const [message, words] of texts) {
    if (compared.some((one) => find(one, words) !== null)) return message;
    if (names.some((name) => words.some((_, at) => name.every((word, i) => words[at + i] === word)))) return message;
  }
  return null;
}
