import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { answer, defineCause, evidence, isMissingValue, optional } from '../define.ts';
import { refusal } from '../facts/refusal.ts';
import { servedForms } from '../facts/served-forms.ts';

export default defineCause({
  id: 'restored-form',
  kind: 'stale-version',
  specificity: 79,
  needs: { refusal, forms: optional(servedForms) },
  text: {
    title: say`The browser put an old form back`,
    why: say`The page carries its version in a hidden field. After Back or a reload the browser filled the form as it was before, the hidden field too, and so an old version was sent although the server had given out a newer one.`,
    fix: say`Copy your text, load the page anew (hold Shift while reloading) and save.`,
    fixServer: say`Put autocomplete="off" on the hidden field, or send the form with Cache-Control: no-store.`,
    spec: 'HTML standard, session history (restoring form state) and autocomplete; RFC 9111 §6 (history lists)',
  },
  remedy: 'tell',
  judge: ({ refusal: { exchange: save }, forms }) => {
    if (isMissingValue(forms)) return answer.unknown(forms.missing, forms.probe);
    if (forms === null) return answer.notApplicable;
    const { served, submitted, field, unread } = forms;
    const last = served.at(-1);
    if (last === undefined) return answer.unknown(say`The page with the form was not recorded.`);
    const older = served.find((form) => form.value === submitted);
    const fresh =
      last.exchange.servedBy !== 'http-cache' &&
      last.exchange.servedBy !== 'service-worker' &&
      (older === undefined || !isCopyOf(last.exchange, older.exchange));
    const newer = served.find(
      (form, i) => form.value !== submitted && older !== undefined && i > served.indexOf(older),
    );
    if (older === undefined)
      return answer.ruledOut(
        evidence(say`No page of this tab was served with ${field} = ${submitted}.`, last.exchange),
      );
    if (newer === undefined && unread.some((x) => x.startedAt > older.exchange.startedAt))
      return answer.unknown(say`A later page of the form was loaded, and what it held was not kept.`);
    if (newer === undefined || (last.value === submitted && fresh))
      return answer.ruledOut(
        evidence(say`The form was sent as it was served last: ${field} = ${submitted}.`, last.exchange),
      );
    return answer.likely(
      evidence(say`The form had been served with ${field} = ${submitted}.`, older.exchange),
      evidence(say`After that it was served with ${field} = ${newer.value}.`, newer.exchange),
      evidence(say`The save sent ${field} = ${submitted} all the same.`, save),
    );
  },
});

/** Firefox 153 does not tell DevTools what came from its cache; an answer with the very `Date` of an earlier one is that one again. */
function isCopyOf(x: Exchange, earlier: Exchange): boolean {
  const date = headerValue(responseHeaders(x), 'Date');
  return x.id !== earlier.id && date !== null && date === headerValue(responseHeaders(earlier), 'Date');
}
