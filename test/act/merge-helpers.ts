import { mergeBodies } from '../../src/act/merge/merge-bodies.ts';
import type { CannotMerge, MergeBodies, Merged, MergeResult } from '../../src/act/merge/result.ts';
import type { Choice } from '../../src/messages/acts.ts';

export type Given = {
  /** Texts, or values that are written as JSON; undefined: no earlier read. */
  readonly base?: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly type?: string | null;
  readonly readType?: string | null;
  readonly tokens?: readonly string[];
  readonly method?: string;
};

const written = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content));

export function attempt({
  base,
  mine,
  theirs,
  type = 'application/json',
  readType = 'application/json',
  tokens = [],
  method,
}: Given): MergeResult {
  const input: MergeBodies = {
    base: base === undefined ? null : written(base),
    mine: written(mine),
    theirs: written(theirs),
    contentType: type,
    baseContentType: readType,
    theirsContentType: readType,
    tokenPaths: tokens,
    ...(method === undefined ? {} : { method }),
  };
  return mergeBodies(input);
}

export function merged(given: Given): Merged {
  const result = attempt(given);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

export function refusal(given: Given): CannotMerge {
  const result = attempt(given);
  if (result.ok) throw new Error('merged');
  return result;
}

/** The body that is sent; conflicts need choices. */
export function sent(given: Given, choices: { readonly [path: string]: Choice } = {}): string {
  const body = merged(given).compose(choices);
  if (!body.ok) throw new Error(body.reason);
  return body.body;
}

/** `path takes`, one a row, in order. */
export function rows(given: Given): string[] {
  return merged(given).fields.map(({ path, takes }) => `${path} ${takes}`);
}

export const mine: Choice = { take: 'mine' };
export const theirs: Choice = { take: 'theirs' };
export const edit = (text: string): Choice => ({ take: 'edit', text });
