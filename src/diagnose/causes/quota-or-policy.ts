import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'quota-or-policy',
  kind: 'quota-or-policy',
  specificity: 29,
  needs: { reading },
  text: {
    title: say`A limit or a rule forbids it`,
    why: say`The server has a limit that is reached, or a rule that forbids this change whatever its version.`,
    fix: say`Free some room, ask for a higher limit, or ask whoever made the rule.`,
    fixServer: say`Name the rule or the limit and its present value. 403 or 507 may fit better.`,
    spec: 'RFC 9110 §15.5.4 (403); RFC 4918 §11.5 (507)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'limit'),
});
