import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'locked',
  kind: 'lock',
  specificity: 28,
  needs: { reading },
  text: {
    title: say`Somebody holds a lock on it`,
    why: say`A lock or lease belongs to somebody, and the server takes changes only from its holder.`,
    fix: say`See who holds it. Wait, ask them, or unlock it, then try again.`,
    fixServer: say`Name the holder and when the lock ends.`,
    spec: 'RFC 4918 §6, §11.3 (423)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'locked'),
});
