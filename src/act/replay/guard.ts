import { headerValues } from '../../http/header-list.ts';
import { say } from '../../texts/say.ts';
import type { TokenRequest } from '../token/apply-token.ts';
import type { PreparedReplay } from './prepared.ts';

/**
 * The last look before sending: a request without a version to compare, or with one that matches anything, does not go out.
 * @returns why not, or null
 */
export function unguarded({ kind, token, plan }: PreparedReplay, request: TokenRequest): string | null {
  const matches = headerValues(request.headers, 'if-match').map((value) => value.trim());
  if (matches.some((value) => value === '' || value.split(',').some((tag) => tag.trim() === '*')))
    return say`If-Match would match any version, so this is not sent.`;
  switch (kind) {
    case 'create':
      return headerValues(request.headers, 'if-none-match').join() === '*'
        ? null
        : say`Creating anew without If-None-Match could overwrite, so this is not sent.`;
    case 'repeat':
      return plan.method.toUpperCase() === 'POST' ? null : say`Only a POST may be repeated without a version.`;
    case 'update':
    case 'remove':
      if (token === null) return say`The save would go out without a version, so it is not sent.`;
      return token.carriers.every(
        ({ carrier, fresh }) => fresh.trim() !== '' && fresh.trim() !== '*' && stands(carrier, fresh, request),
      )
        ? null
        : say`The fresh version did not find its place in the request, so it is not sent.`;
  }
}

function stands(carrier: string, fresh: string, { url, headers, body }: TokenRequest): boolean {
  const colon = carrier.indexOf(':');
  const [via, name] = [carrier.slice(0, colon), carrier.slice(colon + 1)];
  if (via === 'header') return headerValues(headers, name).includes(fresh);
  if (via === 'query') return URL.canParse(url) && new URL(url).searchParams.getAll(name).includes(fresh);
  if (body === null) return false;
  // JSON writes quotes and backslashes with a backslash, forms write them in per cent.
  return [
    fresh,
    JSON.stringify(fresh).slice(1, -1),
    encodeURIComponent(fresh),
    encodeURIComponent(fresh).replaceAll('%20', '+'),
  ].some((spelled) => body.includes(spelled));
}
