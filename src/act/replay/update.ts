import { headerValue } from '../../http/header-list.ts';
import type { FieldMerge, Outcome } from '../../messages/acts.ts';
import { type Exchange, requestHeaders, responseHeaders } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { mergeBodies } from '../merge/merge-bodies.ts';
import { textOf } from './answered.ts';
import type { LearntToken } from './learn.ts';
import { headersOfSave, type Preparing, ready, refuse, refusedByHeaders } from './preparing.ts';
import { readToken } from './state.ts';

/** A save under the fresh token: merged where it has a body, asked about where it has none. */
export async function prepareUpdate(
  context: Preparing,
  { token, base, off = [] }: LearntToken,
  fresh: Exchange,
): Promise<Outcome> {
  const { refused } = context;
  const headers = await headersOfSave(context);
  const lost = refusedByHeaders(headers);
  if (lost !== null) return refuse(lost);

  const [carrier] = token.carriers;
  const common = {
    token,
    base,
    off,
    shownToken: { carrier: carrier.carrier, stale: carrier.stale, fresh: carrier.fresh, how: token.how },
    fresh: { body: textOf(fresh), token: readToken(carrier.from, fresh) },
  } as const;

  if (refused.requestBody.state !== 'kept')
    return ready(
      context,
      headers,
      { ...common, kind: 'remove', bodies: null, fields: [wholeResource(refused.method, base, fresh)] },
      say`Look at what the server holds now, then choose.`,
    );

  const bodies = {
    base: base === null ? null : textOf(base),
    mine: refused.requestBody.data,
    theirs: textOf(fresh),
    contentType: headerValue(requestHeaders(refused), 'content-type'),
    baseContentType: base === null ? null : headerValue(responseHeaders(base), 'content-type'),
    theirsContentType: headerValue(responseHeaders(fresh), 'content-type'),
    tokenPaths: token.carriers.map((one) => one.carrier).filter((place) => /^(body|form|patch):/.test(place)),
    method: refused.method,
  };
  const merged = mergeBodies(bodies);
  if (!merged.ok) return refuse(merged.reason);
  if (merged.landed)
    return refuse(
      say`There is nothing to save: the server already holds all of your changes. Your save may have arrived after all.`,
    );
  const open = merged.conflicts.length;
  return ready(
    context,
    headers,
    { ...common, kind: 'update', bodies, fields: merged.fields },
    open === 0
      ? say`Your changes and theirs go together. Look them over, then send.`
      : say`${places(open, base !== null)}. Choose for each, then send.`,
  );
}

/** Who changed a place is known only beside the base. */
function places(open: number, baseKnown: boolean): string {
  if (baseKnown) return open === 1 ? say`One place was changed by both` : say`${open} places were changed by both`;
  return open === 1
    ? say`Yours and theirs differ in one place; who changed what is not known`
    : say`Yours and theirs differ in ${open} places; who changed what is not known`;
}

/** A request without a body acts on the whole resource: the person sees what it would act on. */
function wholeResource(method: string, base: Exchange | null, fresh: Exchange): FieldMerge {
  const removes = method.toUpperCase() === 'DELETE';
  return {
    path: '$',
    base: base === null ? null : textOf(base),
    mine: removes ? null : say`${method} (no body)`,
    theirs: textOf(fresh),
    takes: 'conflict',
    merged: null,
    why: removes
      ? say`You remove what somebody else has changed meanwhile. Mine removes it with their changes, Theirs keeps it.`
      : say`Your request acts on the whole, which somebody else has changed meanwhile. Mine sends it again, Theirs leaves it.`,
  };
}
