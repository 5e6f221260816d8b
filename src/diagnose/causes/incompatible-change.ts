import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'incompatible-change',
  kind: 'incompatible',
  specificity: 31,
  needs: { reading },
  text: {
    title: say`The change does not fit what is there`,
    why: say`The type, schema or protocol of what was sent does not fit what the server holds.`,
    fix: say`Change the shape of what is sent, or create something new beside the old.`,
    fixServer: say`Name the field or the version that does not fit, and what would.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'incompatible'),
});
