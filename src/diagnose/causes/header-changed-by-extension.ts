import { say } from '../../texts/say.ts';
import type { Evidence } from '../contract.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { type ChangedField, changedOnTheWay } from '../facts/changed-on-the-way.ts';
import { refusal } from '../facts/refusal.ts';
import { suspectTrials, type Trial } from '../facts/suspect-trials.ts';

export default defineCause({
  id: 'header-changed-by-extension',
  kind: 'malformed-precondition',
  specificity: 85,
  needs: { changedOnTheWay, refusal, suspectTrials },
  text: {
    title: say`Something in the browser changed a header on its way`,
    why: say`Between the page and the wire a header field that tells versions apart was changed, added or taken away. Other extensions can do that; the page and the server then speak of different versions.`,
    fix: say`Turn off extensions that change requests (privacy, ad blocking, header editing) for one try and save again.`,
    fixServer: say`Nothing is wrong on the server. A version in the body as well as in ETag would survive such changes.`,
    spec: 'RFC 9110 §8.8.3 (ETag), §13.1.1 (If-Match)',
  },
  remedy: 'tell',
  judge: ({ changedOnTheWay: { changed, complete }, refusal: { exchange }, suspectTrials: trials }) => {
    const weighty = changed.filter((field) => field.carriesVersion);
    const [first, ...more] = (weighty.length > 0 ? weighty : changed).map(inWords);
    const proven = trials.filter(({ verdict }) => verdict === 'proven');
    const tried = [...proven, ...trials.filter((trial) => !proven.includes(trial))].flatMap(trialInWords);
    const [top, ...others] = [...tried, ...(first === undefined ? [] : [first, ...more])];
    if (proven.length > 0 && top !== undefined)
      // Proven is only what the extension does to this very field of this save or of the read that it stood on.
      return proven.some((trial) => weighty.some((field) => touches(trial, field)))
        ? answer.proven(top, ...others)
        : answer.likely(top, ...others);
    if (first !== undefined)
      return weighty.length > 0 ? answer.likely(first, ...more, ...tried) : answer.possible(first, ...more, ...tried);
    if (complete)
      return answer.ruledOut(
        evidence(say`What the page set and what went out are the same, and so are the answers’ fields.`, exchange),
      );
    return answer.unknown(
      say`Only one end of the way from the page to the wire was seen. Watch this site and load the page again to see both next time.`,
    );
  },
});

/** What the two reads of a trial showed, each standing on its read. Nothing where they settle nothing. */
function trialInWords(trial: Trial): readonly Evidence[] {
  if (trial.verdict === 'unsettled') return [];
  const [{ name: field }] = trial.fields;
  const { name } = trial.extension;
  if (trial.verdict === 'likely')
    return [evidence(say`Sent again with “${name}” off, ${field} arrived as it was set.`, trial.without)];
  return trial.verdict === 'proven'
    ? [
        evidence(say`With the extension “${name}” on, ${field} is changed on the way.`, trial.with),
        evidence(say`With “${name}” off, ${field} arrives unchanged.`, trial.without),
      ]
    : [evidence(say`It is not “${name}”: with it off, ${field} is changed all the same.`, trial.without)];
}

function touches(trial: Trial, { name, direction }: ChangedField): boolean {
  return trial.verdict !== 'unsettled' && trial.fields.some((f) => f.name === name && f.direction === direction);
}

function inWords({ exchange, name, before, after, direction }: ChangedField) {
  const [first, then] =
    direction === 'request' ? [say`The page set`, say`went out`] : [say`The server sent`, say`reached the page`];
  const show = (value: string | null) => (value === null ? say`no ${name}` : `${name}: ${value.slice(0, 120)}`);
  return evidence(say`${first} ${show(before)}; ${show(after)} ${then}.`, exchange);
}
