import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'ambiguous-target',
  kind: 'ambiguous-target',
  specificity: 37,
  needs: { reading },
  text: {
    title: say`The request fits several things`,
    why: say`The condition that should pick one thing fits more than one, so the server does not choose.`,
    fix: say`Make the condition narrower, or name the thing by its id.`,
    fixServer: say`List what matched.`,
    spec: 'RFC 9110 §15.5.13 (412)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'ambiguous'),
});
