import type { Outcome } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import { headersOfSave, type Preparing, ready, refuse, refusedByHeaders } from './preparing.ts';

/**
 * The resource is gone (404, 410). Only a PUT can make it anew, only when the person says so, and with `If-None-Match: *`:
 * the one use of the asterisk that overwrites nobody, because it fails where anything stands (RFC 9110 §13.1.2).
 */
export async function prepareCreate(context: Preparing, status: number): Promise<Outcome> {
  const { refused, accepted } = context;
  const method = refused.method.toUpperCase();
  const gone = say`The resource is gone: reading it answers ${status}.`;
  if (method === 'DELETE') return refuse(say`${gone} There is nothing left to remove.`);
  if (method !== 'PUT' || refused.requestBody.state !== 'kept')
    return refuse(say`${gone} ${method} cannot make it anew. Create it again in the page.`);
  if (!accepted.includes('create-anew'))
    return refuse(say`${gone} Somebody may have removed it on purpose. Create it anew from your save?`, 'create-anew');
  const headers = await headersOfSave(context);
  const lost = refusedByHeaders(headers);
  if (lost !== null) return refuse(lost);
  const mine = refused.requestBody.data;
  return ready(
    context,
    headers,
    {
      kind: 'create',
      token: null,
      base: null,
      bodies: null,
      fresh: { body: '', token: null },
      shownToken: {
        carrier: 'header:If-None-Match',
        stale: null,
        fresh: '*',
        how: say`The resource is gone, so the save goes out on the condition that nobody has made it anew meanwhile.`,
      },
      fields: [
        {
          path: '$',
          base: null,
          mine,
          theirs: null,
          takes: 'mine',
          merged: mine,
          why: say`The server holds nothing here now.`,
        },
      ],
    },
    say`Your save will create it anew, unless somebody has done so meanwhile.`,
  );
}
