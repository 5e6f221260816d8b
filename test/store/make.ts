import type { Exchange } from '../../src/record/exchange.ts';
import { fold } from '../../src/record/fold.ts';
import type { Limits } from '../../src/store/retention.ts';
import type { Write } from '../../src/store/writes.ts';
import { part } from '../record/part-of.ts';

let count = 0;

/** An exchange as the recorder writes it: a save that was refused, unless told otherwise. */
export function exchange(over: Partial<Exchange> = {}): Exchange {
  return {
    ...fold({ id: `x${++count}`, parts: [part({ requestBody: text('{"a":1}'), responseBody: text('{"b":2}') })] }),
    ...over,
  };
}

export function read(over: Partial<Exchange> = {}): Exchange {
  return exchange({ method: 'GET', status: 200, ...over });
}

function text(text: string) {
  return { state: 'text', text } as const;
}

export function kept(data: string): Exchange['responseBody'] {
  return { state: 'kept', encoding: 'text', data, length: data.length, truncated: false, redacted: false };
}

export const writes = (...exchanges: Exchange[]): Write[] => exchanges.map((each) => ({ exchange: each, keys: [] }));

export const roomy: Limits = { age: 1e12, count: 1_000, bytes: 1e9 };
