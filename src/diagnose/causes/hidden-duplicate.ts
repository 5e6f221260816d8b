import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { emptyLookups } from '../facts/empty-lookups.ts';
import { reading } from '../facts/reading.ts';
import { said } from '../facts/said.ts';
import { byWords } from '../refusal/by-words.ts';
import { find, phrase } from '../refusal/phrase.ts';
import { wordsOf } from '../refusal/words.ts';

/** Why a look-up may find nothing though the name is taken. */
const hiding = [
  'case insensitive*|sensitive*',
  'only ~3 case',
  'upper|lower case',
  'archived|hidden|trashed|inactive|deactivated ~8 exist*|same|name',
  'exist* ~6 archive|archived|trash|hidden',
  'similar ~2 name|key|slug',
].map((notation) => phrase(notation));

export default defineCause({
  id: 'hidden-duplicate',
  kind: 'duplicate',
  specificity: 35,
  needs: { reading, said, emptyLookups },
  text: {
    title: say`There is one like it that you cannot see`,
    why: say`Looking it up finds nothing, and still the name is taken: by something archived or deleted, by something that belongs to others, or by the same name in other letters.`,
    fix: say`Look into archive and trash, try the name in other letters, restore what you find or choose another name.`,
    fixServer: say`Say what holds the name, and let the look-up compare names as the uniqueness rule does.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: ({ reading: read, said: { messages }, emptyLookups: lookups }) => {
    const words = byWords(read, 'exists', 'held-name');
    if (words.finding !== 'cause') return words;
    const hint = messages.find((text) => hiding.some((pattern) => find(pattern, wordsOf(text)) !== null));
    if (hint !== undefined) return answer.likely(evidence(say`The answer says: ${hint.slice(0, 160)}`, read.exchange));
    const [lookup] = lookups;
    if (lookup === undefined)
      return answer.unknown(say`Whether the name could be found before the save was not recorded.`, 'near-twins');
    return words.strength === 'possible'
      ? answer.possible(evidence(say`A look-up just before found nothing.`, lookup), ...words.evidence)
      : answer.likely(evidence(say`A look-up just before found nothing.`, lookup), ...words.evidence);
  },
});
