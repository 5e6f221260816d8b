import { find } from './phrase.ts';
import type { Said } from './said.ts';
import { vocabulary } from './vocabulary/index.ts';
import { inOtherLanguages, saysAlready } from './vocabulary/languages.ts';
import type { Entry, Meaning } from './vocabulary/meaning.ts';
import { wordsOf, wordsOfName } from './words.ts';

/** One phrase that was found: what it means, how much it weighs, and where it stood. */
export type Hit = {
  readonly meaning: Meaning;
  readonly weight: number;
  readonly place: 'code' | 'message' | 'name' | 'state' | 'database';
  /** The text in which it stood, for evidence. */
  readonly quote: string;
};

const negations = new Set(['not', 'no', 'never', 'without', 'nor']);

/** Names of members that say something by standing there. */
const memberMeanings: readonly (readonly [RegExp, Meaning, number])[] = [
  [/^(existing|duplicate|conflicting)[-_]?(?!version|rev|lock)/i, 'exists', 1.6],
  [/^(already[-_]?exists)$/i, 'exists', 2],
  [
    /^(used[-_]?by|dependents?|dependencies|references|referenced[-_]?by|blockers|blocking|children|active[-_]?jobs|in[-_]?use)$/i,
    'in-use',
    1.6,
  ],
  [/^(locked[-_]?(by|until|at)?|lock[-_]?(owner|holder|token|info|id)|lease[-_]?(id|owner))$/i, 'locked', 2],
  [/^(who|holder|lock[-_]?info)$/i, 'locked', 1.6],
  [/^(retry[-_]?after.*|retry[-_]?delay|retryable)$/i, 'busy', 1],
  [/^(merge[-_]?conflicts?|conflicting[-_]?files|conflict[-_]?files|conflicting[-_]?paths)$/i, 'merge', 2.4],
  [/^(expected|current|latest|actual|server|stored)[-_]?(version|revision|rev|etag|seq.*|hash|sha)$/i, 'version', 2.2],
  [/^(quota|limit|max[-_]?allowed)$/i, 'limit', 1.2],
];

/** Everything in the refusal that means something. */
export function hear(said: Said): readonly Hit[] {
  const hits: Hit[] = [];
  for (const { fault, code } of said.databaseCodes) {
    const meaning = (
      { unique: 'exists', 'foreign-key': 'in-use', serialization: 'race', 'lock-timeout': 'busy' } as const
    )[fault === 'check' ? 'unique' : fault];
    // Five digits alone can be an application's own number.
    const weight = fault !== 'serialization' || !/^\d{5}$/.test(code) || said.messages.some(ofDatabase) ? 4 : 1.5;
    if (fault !== 'check') hits.push({ meaning, weight, place: 'database', quote: code });
  }
  for (const { code, meaning } of said.registered) hits.push({ meaning, weight: 4, place: 'code', quote: code });
  for (const message of said.messages) {
    listen(wordsOf(message), message, 'message', hits);
    for (const meaning of inOtherLanguages(message.slice(0, 2000).toLowerCase()))
      hits.push({ meaning, weight: languageWeight(meaning), place: 'message', quote: message });
    if (saysAlready(message.slice(0, 2000).toLowerCase()))
      for (const meaning of ['exists', 'state'] as const)
        hits.push({ meaning, weight: 2.1, place: 'message', quote: message });
  }
  for (const code of said.codes) {
    listen(wordsOfName(lastPart(code)), code, 'code', hits);
    for (const meaning of inOtherLanguages(wordsOfName(code).join(' ')))
      hits.push({ meaning, weight: languageWeight(meaning), place: 'code', quote: code });
  }
  for (const state of said.states) listen(['state', 'is', ...wordsOfName(state)], state, 'state', hits);
  for (const member of said.names)
    for (const [pattern, meaning, weight] of memberMeanings)
      if (pattern.test(member)) hits.push({ meaning, weight, place: 'name', quote: member });
  return hits;
}

/** Words with which databases report that transactions met. */
function ofDatabase(text: string): boolean {
  return /serializ|concurren|transaction|deadlock|retry/i.test(text.slice(0, 2000));
}

/** As much as the same thing said in English. */
function languageWeight(meaning: Meaning): number {
  return meaning === 'ordinary' || meaning === 'parent' ? 1.5 : 3;
}

/** `Sabre\DAV\Exception\Locked`, `urn:x:errors:UpdateConflict`, `com.acme.DuplicateException`, `Base.1.19.PreconditionFailed`: the end tells. */
function lastPart(code: string): string {
  const bare = code.replace(/\[.*$/, '');
  const parts = bare.split(/[\\:#]|\.(?=[A-Za-z_])/).filter((part) => /[A-Za-z]/.test(part));
  return parts.at(-1) ?? bare;
}

function listen(words: readonly string[], quote: string, place: Hit['place'], hits: Hit[]): void {
  for (const entry of vocabulary) {
    if (!entry.phrases.some((phrase) => stands(phrase, words, entry))) continue;
    if (entry.unless.some((phrase) => find(phrase, words) !== null)) continue;
    hits.push({ meaning: entry.meaning, weight: entry.weight, place, quote });
  }
}

/** Stands there, and is not denied by the two words before it ("does not exist", "is not locked"). */
function stands(phrase: Entry['phrases'][number], words: readonly string[], entry: Entry): boolean {
  const found = find(phrase, words);
  if (found === null) return false;
  const [from] = found;
  const denied =
    negations.has(words[from - 1] ?? '') || (negations.has(words[from - 2] ?? '') && words[from - 1] === 'be');
  return !denied || entry.meaning === 'ordinary' || entry.meaning === 'limit' || entry.meaning === 'parent';
}

/** How strongly each meaning is said: the heaviest hit, and a little for every other text that says the same. */
export function weigh(hits: readonly Hit[]): Map<Meaning, number> {
  const scores = new Map<Meaning, number>();
  const heaviest = new Map<Meaning, number>();
  const texts = new Map<Meaning, Set<string>>();
  for (const { meaning, weight, quote } of hits) {
    heaviest.set(meaning, Math.max(heaviest.get(meaning) ?? 0, weight));
    const set = texts.get(meaning) ?? new Set();
    set.add(quote);
    texts.set(meaning, set);
  }
  for (const [meaning, weight] of heaviest)
    scores.set(meaning, weight + 0.3 * Math.min(2, (texts.get(meaning)?.size ?? 1) - 1));
  return scores;
}
