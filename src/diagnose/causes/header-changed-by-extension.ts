import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence } from '../define.ts';
import { type ChangedField, changedOnTheWay } from '../facts/changed-on-the-way.ts';
import { refusal } from '../facts/refusal.ts';

export default defineCause({
  id: 'header-changed-by-extension',
  kind: 'malformed-precondition',
  specificity: 85,
  needs: { changedOnTheWay, refusal },
  text: {
    title: say`Something in the browser changed a header on its way`,
    why: say`Between the page and the wire a header field that tells versions apart was changed, added or taken away. Other extensions can do that; the page and the server then speak of different versions.`,
    fix: say`Turn off extensions that change requests (privacy, ad blocking, header editing) for one try and save again.`,
    fixServer: say`Nothing is wrong on the server. A version in the body as well as in ETag would survive such changes.`,
    spec: 'RFC 9110 §8.8.3 (ETag), §13.1.1 (If-Match)',
  },
  remedy: 'tell',
  judge: ({ changedOnTheWay: { changed, complete }, refusal: { exchange } }) => {
    const weighty = changed.filter((field) => field.carriesVersion);
    const [first, ...more] = (weighty.length > 0 ? weighty : changed).map(inWords);
    if (first !== undefined)
      return weighty.length > 0 ? answer.likely(first, ...more) : answer.possible(first, ...more);
    if (complete)
      return answer.ruledOut(
        evidence(say`What the page set and what went out are the same, and so are the answers’ fields.`, exchange),
      );
    return answer.unknown(
      say`Only one end of the way from the page to the wire was seen. Watch this site to see both next time.`,
    );
  },
});

function inWords({ exchange, name, before, after, direction }: ChangedField) {
  const [first, then] =
    direction === 'request' ? [say`The page set`, say`went out`] : [say`The server sent`, say`reached the page`];
  const show = (value: string | null) => (value === null ? say`no ${name}` : `${name}: ${value.slice(0, 120)}`);
  return evidence(say`${first} ${show(before)}; ${show(after)} ${then}.`, exchange);
}
