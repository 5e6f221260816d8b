import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { reading } from '../facts/reading.ts';
import { said } from '../facts/said.ts';
import { byWords } from '../refusal/by-words.ts';

/** The constraint's name or its columns, as databases quote them. */
const guardsVersions =
  /(?:constraint|index|key)\W{0,4}[\w.]{0,80}(?:version|revision|sequence|seq_?(?:no|num)|position)|\([^)]{0,80}\b(?:version|revision|sequence|position)\b[^)]{0,80}\)=/i;

export default defineCause({
  id: 'already-exists',
  kind: 'duplicate',
  specificity: 30,
  needs: { reading, said },
  text: {
    title: say`There is one like it already`,
    why: say`The name, key or address is taken. The server keeps it unique and does not create a second one.`,
    fix: say`Open the one that exists, or choose another name.`,
    fixServer: say`Name the field that must be unique, and link to the one that exists.`,
    spec: 'RFC 9110 §15.5.10 (409); RFC 7644 §3.12 (uniqueness)',
  },
  remedy: 'tell',
  judge: ({ reading: read, said: { databaseCodes, messages } }) => {
    const words = byWords(read, 'exists');
    // A unique violation is the database's own statement, in a registered code, about this very request. Words are only words.
    const violation = databaseCodes.find(({ fault }) => fault === 'unique');
    // A unique rule over a stream and its version is how event stores notice that somebody was first.
    if (messages.some((text) => guardsVersions.test(text.slice(0, 2000)))) return words;
    if (violation === undefined || words.finding !== 'cause' || words.strength !== 'likely') return words;
    return answer.proven(
      evidence(
        say`The server’s database says that a unique value is taken: ${violation.code} (${violation.database}).`,
        read.exchange,
      ),
      ...words.evidence,
    );
  },
});
