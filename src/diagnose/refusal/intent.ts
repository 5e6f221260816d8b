import { type HeaderList, headerValue } from '../../http/header-list.ts';
import type { CarriedToken } from './request-tokens.ts';

/** The wish to create and not to replace, in the request's own words; null where there is none. */
export function createOnlyWish(
  method: string,
  url: URL | null,
  headers: HeaderList | null,
  tokens: readonly CarriedToken[],
  text: string,
): string | null {
  if (headerValue(headers, 'If-None-Match')?.trim() === '*') return 'If-None-Match: *';
  if (headerValue(headers, 'Overwrite')?.trim().toUpperCase() === 'F') return 'Overwrite: F';
  if (/(^|[?&])(op_type|optype)=create(&|$)/i.test(url?.search ?? '')) return 'op_type=create';
  if (/\/_create(\/|$)/.test(url?.pathname ?? '')) return '_create';
  if (/"ConditionExpression"\s*:\s*"[^"]{0,200}attribute_not_exists/.test(text.slice(0, 20_000)))
    return 'attribute_not_exists';
  const zero = tokens.find(
    ({ name, value }) =>
      value === '0' && /^(cas|x-goog-if-generation-match|ifgenerationmatch|if-generation-match)$/i.test(name),
  );
  if (zero !== undefined) return `${zero.name}=0`;
  return method === 'PUT' && /[?&](overwrite=false|create=only|createOnly=true)/i.test(url?.search ?? '')
    ? 'overwrite=false'
    : null;
}

const acts =
  /^_?(merge|merges|revert|restart|start|stop|run|scan|exec|execute|claim|cancel|close|reopen|open|pause|unpause|resume|archive|unarchive|restore|publish|unpublish|approve|reject|submit|transition|transitions|lock|unlock|lease|checkout|checkin|complete|activate|deactivate|enable|disable|attach|detach|ship|refund|capture|void|confirm|retry|rebase|sync|refresh|test|prune|update|_update|delete|remove|move|copy|rename|rollback|deploy|promote|resize|reboot|shutdown|suspend|listkeys|validate|verify|accept|decline|withdraw|finalize|commit|abort|kill|rebuild|reset|cherry-pick|cherrypick|bulk|_bulk|batch|\$batch|import|export|trigger|failover|invite|join|leave|assign|unassign|release|evaluate|play|edit|save|patch|set|modify|attach_to_network|actions)$/;

/** `POST …/{id}/restart` acts on what is there; `POST …/users` creates. */
export function isAct(last: string, segments: readonly string[]): boolean {
  const word = last.replace(/^.*:/, '');
  // Below one thing's id, a word that is no plural names an act: `/reviews/17/decide`.
  const belowId = /\d/.test(segments.at(-2) ?? '') && /^[a-z][a-z-]*[a-rt-z]$/.test(word);
  return belowId || acts.test(word) || segments.some((part) => /^_?actions?$/i.test(part));
}
