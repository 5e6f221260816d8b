import type { Choice } from '../../messages/acts.ts';
import { say } from '../../texts/say.ts';
import { mergeBodies } from '../merge/merge-bodies.ts';
import { applyToken, type TokenRequest } from '../token/apply-token.ts';
import { unguarded } from './guard.ts';
import type { PreparedReplay } from './prepared.ts';
import { holds } from './state.ts';

export type ToSend =
  | { readonly ok: true; readonly request: TokenRequest }
  /** `nothing`: what was chosen leaves nothing to send. */
  | { readonly ok: false; readonly nothing: boolean; readonly reason: string };

/** The request that goes out: the merged body with the person's choices, under the fresh token. Pure. */
export function compose(prepared: PreparedReplay, choices: { readonly [path: string]: Choice }): ToSend {
  const { request, kind } = prepared;
  let { body } = request;
  if (kind === 'remove') {
    const choice = Object.entries(choices).find(([path]) => path === '$')?.[1];
    if (choice === undefined) return { ok: false, nothing: false, reason: say`Choose Mine or Theirs first.` };
    if (choice.take !== 'mine')
      return {
        ok: false,
        nothing: true,
        reason: say`You kept theirs: nothing was sent, and the server holds what it held.`,
      };
  }
  if (prepared.bodies !== null) {
    const merged = mergeBodies(prepared.bodies);
    if (!merged.ok) return { ok: false, nothing: false, reason: merged.reason };
    const composed = merged.compose(choices);
    if (!composed.ok) return { ok: false, nothing: false, reason: composed.reason };
    body = composed.body;
    if (holds(prepared, body, prepared.fresh.body))
      return {
        ok: false,
        nothing: true,
        reason: say`You kept theirs everywhere: nothing was sent, and the server holds what it held.`,
      };
  }
  const bare = { url: request.url, headers: request.headers, body };
  let full: TokenRequest;
  try {
    full =
      prepared.token !== null
        ? applyToken(prepared.token, bare)
        : kind === 'create'
          ? { ...bare, headers: [...bare.headers, ['If-None-Match', '*']] }
          : bare;
  } catch (error) {
    return { ok: false, nothing: false, reason: error instanceof Error ? error.message : String(error) };
  }
  const stop = unguarded(prepared, full);
  return stop === null ? { ok: true, request: full } : { ok: false, nothing: false, reason: stop };
}
