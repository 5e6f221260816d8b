import { say } from '../../texts/say.ts';
import { defineCause } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { byWords } from '../refusal/by-words.ts';

export default defineCause({
  id: 'wrong-state',
  kind: 'state',
  specificity: 26,
  needs: { reading },
  text: {
    title: say`It is in a state that does not allow this`,
    why: say`The thing itself has to change first: it is closed, archived, running, or not ready for this step. Sending the same request again changes nothing.`,
    fix: say`Do the step that leads out of this state, then try again.`,
    fixServer: say`Name the present state and the states in which this works.`,
    spec: 'RFC 9110 §15.5.10 (409)',
  },
  remedy: 'tell',
  judge: (given) => byWords(given.reading, 'state'),
});
