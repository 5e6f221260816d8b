import { headerValue } from '../../http/header-list.ts';
import { requestHeaders } from '../../record/exchange.ts';
import { defineFact, missing } from '../define.ts';

/** The version that the save claimed to be based on. */
export type SentToken = {
  /** As panel.md spells it: `header:If-Match`, `body:$._rev`, `query:rev`. */
  readonly carrier: string;
  /** As it went out. */
  readonly value: string;
  /** As the page set it, where that was seen apart from the wire; else the same. */
  readonly setByPage: string;
};

/** null: the save carried no version. `If-Match: *` names none (RFC 9110 §13.1.1). */
export const sentToken = defineFact<SentToken | null>('sent token', ({ refusal }) => {
  const headers = requestHeaders(refusal);
  if (headers === null) return missing('The header fields of the refused save were not seen.');
  for (const name of ['If-Match', 'If-Unmodified-Since']) {
    const value = headerValue(headers, name)?.trim();
    if (value === undefined || value === '' || value === '*') continue;
    const setByPage = headerValue(refusal.headers.set, name)?.trim() ?? value;
    return { carrier: `header:${name}`, value, setByPage };
  }
  return null;
});
