import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'server-race',
  kind: 'concurrent-write',
  specificity: 24,
  needs: { reading },
  text: {
    title: say`Two writes met inside the server`,
    why: say`Two requests wrote at the same moment and the server let one of them through. This one carried no version that could be old.`,
    fix: say`Send the same again.`,
    fixServer: say`Retry inside the server, or say that the request may be repeated.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'race'),
});
