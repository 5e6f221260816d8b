import { looksLikeForm } from '../../http/form.ts';
import { say } from '../../texts/say.ts';
import { isJson, isPage, mediaType } from './media.ts';
import { mergeFormBody } from './merge-form-body.ts';
import { mergeJsonBody } from './merge-json-body.ts';
import { mergeJsonPatchBody } from './merge-json-patch-body.ts';
import { mergeTextBody } from './merge-text-body.ts';
import { cannot, type MergeBodies, type MergeResult } from './result.ts';

type Kind = 'json' | 'json-patch' | 'merge-patch' | 'urlencoded' | 'multipart' | 'xml' | 'text';

/**
 * Merges base (the read before the save), mine (the refused body) and theirs (the fresh read) into the body to send.
 * Pure; sends nothing. What both changed is a conflict; `compose` takes the person's choices by path and gives the body.
 */
export function mergeBodies(input: MergeBodies): MergeResult {
  const kind = kindOf(input.contentType, input.mine);
  if (kind === 'json' || kind === 'merge-patch') return mergeJsonBody(input, kind);
  if (kind === 'json-patch') return mergeJsonPatchBody(input);
  if (kind === 'urlencoded' || kind === 'multipart') return mergeFormBody(input, kind);
  if (kind === null)
    return cannot(
      'unsupported',
      say`A body of the type ${mediaType(input.contentType)} cannot be merged. Load the page anew and repeat your edit.`,
    );
  if (isPage(input.theirsContentType, input.theirs) && !isPage(input.contentType, input.mine))
    return cannot(
      'other-shape',
      say`The fresh read is a web page and not the text that was saved, so they cannot be merged. Load the page anew and repeat your edit.`,
    );
  return mergeTextBody(input, kind === 'xml');
}

/** How a person's edit of a place in this body is read. */
export function editsOf({ contentType, mine }: Pick<MergeBodies, 'contentType' | 'mine'>): 'json' | 'text' {
  const kind = kindOf(contentType, mine);
  return kind === 'json' || kind === 'json-patch' || kind === 'merge-patch' ? 'json' : 'text';
}

/** By the declared type; a body whose type says nothing (fetch sends strings as text/plain) by its look. null: not text. */
function kindOf(contentType: string | null, body: string): Kind | null {
  const type = mediaType(contentType);
  if (type === 'application/json-patch+json') return 'json-patch';
  if (type === 'application/merge-patch+json') return 'merge-patch';
  if (isJson(type)) return looksLikePatch(body) ? 'json-patch' : 'json';
  if (type === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (type.startsWith('multipart/')) return 'multipart';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml';
  if (type === '' || type === 'text/plain' || type === 'application/octet-stream') return byLook(body);
  return type.startsWith('text/') || /javascript|yaml|toml|sql|graphql|x-sh|x-tex/.test(type) ? 'text' : null;
}

function byLook(body: string): Kind | null {
  const start = body.trimStart().slice(0, 1);
  if (start === '{' || start === '[') return looksLikePatch(body) ? 'json-patch' : 'json';
  if (start === '<') return 'xml';
  if (looksLikeForm(body)) return 'urlencoded';
  return body.includes('\0') ? null : 'text';
}

/** A list whose first operation names itself as RFC 6902 demands. */
function looksLikePatch(body: string): boolean {
  return (
    /^\s*\[\s*\{[^{}[\]]{0,2000}"op"\s*:\s*"(add|remove|replace|move|copy|test)"/.test(body.slice(0, 4_000)) &&
    body.includes('"path"')
  );
}
