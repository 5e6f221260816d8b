import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'operation-in-progress',
  kind: 'concurrent-write',
  specificity: 27,
  needs: { reading },
  text: {
    title: 'Another operation is still running',
    why: 'The server works on this already and takes one step at a time. The same request can succeed when that is over.',
    fix: 'Wait and send the same again. If the answer names a time, wait that long.',
    fixServer: 'Send Retry-After, and a link to the running operation.',
    spec: 'RFC 9110 §10.2.3 (Retry-After), §15.5.10',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'busy'),
});
