import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'immutable-version',
  kind: 'duplicate',
  specificity: 34,
  needs: { reading },
  text: {
    title: say`This version is published already`,
    why: say`A version that was published once stays as it is, so that everybody gets the same thing under the same number. The server does not take another one in its place.`,
    fix: say`Raise the version number and publish again.`,
    fixServer: say`Name the version that exists and the next one that is free.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'published'),
});
