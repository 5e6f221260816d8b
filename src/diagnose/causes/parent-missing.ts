import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'parent-missing',
  kind: 'missing-parent',
  specificity: 32,
  needs: { reading },
  text: {
    title: 'What it belongs into does not exist',
    why: 'The folder, collection or parent that should hold it is not there.',
    fix: 'Create the parent first, or correct the address.',
    fixServer: 'Name the parent that is missing.',
    spec: 'RFC 4918 §9.3.1, §9.7.1 (409 where an ancestor is missing)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'parent'),
});
