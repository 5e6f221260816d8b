import { mergeJsonBody } from './merge-json-body.ts';
import { cannot, type MergeBodies, type MergeResult } from './result.ts';

/** Merges three bodies of one resource into the body to send. Pure; nothing is sent. */
export function mergeBodies(input: MergeBodies): MergeResult {
  const type = (input.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (
    type === 'application/json' ||
    type.endsWith('+json') ||
    type === 'text/json' ||
    (type === '' && /^\s*[[{]/.test(input.mine))
  )
    return mergeJsonBody(input);
  return cannot('unsupported', `Bodies of the type ${type || 'unknown'} cannot be merged.`);
}
