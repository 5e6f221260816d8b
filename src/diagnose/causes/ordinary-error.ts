import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'ordinary-error',
  kind: 'not-a-conflict',
  specificity: 12,
  needs: { reading },
  text: {
    title: say`This is no conflict`,
    why: say`The answer describes an ordinary error: a value, a permission or an address is wrong. The status says conflict, the words do not.`,
    fix: say`Correct what the answer names.`,
    fixServer: say`Answer 400, 401, 403, 404 or 422 for this, not 409.`,
    spec: 'RFC 9110 §15.5.1 (400), §15.5.4 (403), §15.5.21 (422)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'ordinary'),
});
