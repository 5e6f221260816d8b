import { headerValue } from '../../http/header-list.ts';
import { type Exchange, responseHeaders } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';

/** Tags that answers of this resource carried before the refusal, newest first, with the answer. */
export const seenTags = defineFact<readonly { readonly tag: string; readonly exchange: Exchange }[]>(
  'seen tags',
  ({ refusal, history }) =>
    history
      .filter((x) => x.id !== refusal.id && x.startedAt <= refusal.startedAt)
      .slice(-200)
      .reverse()
      .flatMap((exchange) => {
        const tag = headerValue(responseHeaders(exchange), 'ETag');
        return tag === null ? [] : [{ tag, exchange }];
      }),
);
