import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'merge-conflict',
  kind: 'merge-conflict',
  specificity: 31,
  needs: { reading },
  text: {
    title: say`Two lines of work touch the same place`,
    why: say`The server tried to join two lines of work and could not: both changed the same place.`,
    fix: say`Take the newer work into yours, decide each place, and send again.`,
    fixServer: say`List the places in conflict.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'merge'),
});
