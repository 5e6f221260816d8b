import { type HeaderStage, headerStages } from '../../../capture/sighting.ts';
import type { Exchange } from '../../../record/exchange.ts';

/** One field on its way. null: that stage was seen and did not have the field. */
export type CustodyRow = {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  /** What happened between the two stages; `unseen` where one of them was not seen. */
  readonly change: 'same' | 'added' | 'removed' | 'changed' | 'unseen';
};

export type Custody = {
  readonly stages: readonly [HeaderStage, HeaderStage];
  readonly seen: readonly [boolean, boolean];
  readonly rows: readonly CustodyRow[];
};

/** What each stage means, for a column's heading. */
export const stageWord: { readonly [S in HeaderStage]: string } = {
  set: 'Set by the page',
  sent: 'Sent on the wire',
  received: 'Received from the wire',
  seen: 'Seen by the page',
};

/** Request headers (set, sent) and response headers (received, seen), field by field, in the order of the wire. */
export function custody(x: Exchange): { readonly request: Custody; readonly response: Custody } {
  const [set, sent, received, seen] = headerStages;
  return { request: between(x, set, sent), response: between(x, received, seen) };
}

function between(x: Exchange, first: HeaderStage, second: HeaderStage): Custody {
  const [a, b] = [x.headers[first], x.headers[second]];
  const names = new Map<string, string>();
  for (const [name] of [...(b ?? []), ...(a ?? [])]) {
    const key = name.toLowerCase();
    if (!names.has(key)) names.set(key, name);
  }
  const rows = [...names].map(([key, name]): CustodyRow => {
    const [before, after] = [fieldValue(a, key), fieldValue(b, key)];
    if (a === null || b === null) return { name, before, after, change: 'unseen' };
    if (before === null) return { name, before, after, change: 'added' };
    if (after === null) return { name, before, after, change: 'removed' };
    return { name, before, after, change: before === after ? 'same' : 'changed' };
  });
  return { stages: [first, second], seen: [a !== null, b !== null], rows };
}

function fieldValue(list: Exchange['headers'][HeaderStage], key: string): string | null {
  const values = (list ?? []).filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}
