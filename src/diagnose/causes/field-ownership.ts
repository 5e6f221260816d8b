import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'field-ownership',
  kind: 'ownership',
  specificity: 32,
  needs: { reading },
  text: {
    title: say`Somebody else manages this`,
    why: say`Another program or owner manages what this save would change. The server does not let two of them undo each other.`,
    fix: say`Leave that field out, change it where it is managed, or take it over knowingly.`,
    fixServer: say`Name the manager and the fields.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'owned'),
});
