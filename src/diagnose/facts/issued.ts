import { bareTag } from '../../http/entity-tag.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { defineFact, isMissingValue } from '../define.ts';
import { allAnswers } from './all-answers.ts';
import { sentToken } from './sent-token.ts';
import { endOf } from './traffic.ts';

/** Whether any answer of this browser before the save held the token, wherever it stood. */
export type Issued = {
  /** The first answer that holds it; null where none does. */
  readonly by: Exchange | null;
  /** Bodies of earlier answers that could not be searched, because they were not kept. */
  readonly unsearched: number;
};

export const issued = defineFact<Issued>('issued', ({ refusal }, read) => {
  const [token, answers] = [read(sentToken), read(allAnswers)];
  if (isMissingValue(token)) return token;
  if (isMissingValue(answers)) return answers;
  const wanted = token === null ? '' : bareTag(token.value);
  const before = answers.ofOrigin.filter((x) => x.id !== refusal.id && endOf(x) <= refusal.startedAt);
  if (wanted === '') return { by: null, unsearched: 0 };
  const escaped = JSON.stringify(wanted).slice(1, -1);
  const holds = (x: Exchange) =>
    (responseHeaders(x) ?? []).some(([, value]) => value.includes(wanted)) ||
    (x.responseBody.state === 'kept' &&
      (x.responseBody.data.includes(wanted) || x.responseBody.data.includes(escaped)));
  const unsearched = before.filter(
    (x) =>
      x.responseBody.state === 'not-kept' ||
      (x.responseBody.state === 'kept' && (x.responseBody.truncated || x.responseBody.encoding === 'base64')),
  );
  return { by: before.find(holds) ?? null, unsearched: unsearched.length };
});
