import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'idempotency-key-reuse',
  kind: 'idempotency-key',
  specificity: 36,
  needs: { reading },
  text: {
    title: say`The key of this request was used before`,
    why: say`The request carries a key that makes repetition safe. The server knows the key from another request, or that one is still running.`,
    fix: say`Wait until the first request is over and look at what it did. Send a new key only if it failed.`,
    fixServer: say`Say whether the first request is running or had another content.`,
    spec: 'draft-ietf-httpapi-idempotency-key-header §2',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'idempotency'),
});
