import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'has-dependents',
  kind: 'referential',
  specificity: 30,
  needs: { reading },
  text: {
    title: say`Something else still needs it`,
    why: say`Other things refer to this one, are attached to it or lie inside it. The server does not leave them behind without it.`,
    fix: say`Open what the answer names, remove or move it, then try again.`,
    fixServer: say`List what still depends on it, with links.`,
    spec: 'RFC 9110 §15.5.10 (409); RFC 4918 §9.6.1',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'in-use'),
});
