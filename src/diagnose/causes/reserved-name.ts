import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'reserved-name',
  kind: 'reserved-name',
  specificity: 33,
  needs: { reading },
  text: {
    title: say`The name is held back`,
    why: say`The server keeps this name for itself, or something deleted still holds it until it is restored or removed for good.`,
    fix: say`Choose another name. If something deleted holds it, restore that or have it removed for good.`,
    fixServer: say`Say what holds the name, and until when.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'held-name', 'reserved'),
});
