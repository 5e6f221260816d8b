import type { Exchange, ExchangeId } from '../../../record/exchange.ts';
import type { Flag } from '../../../record/flag.ts';
import { flagWord, hostOf } from '../../shared/words.ts';

/** What the list keeps of a conflict: enough to show, filter and group it. A hundred thousand of them must fit. */
export type Line = {
  readonly id: ExchangeId;
  readonly status: number | null;
  readonly method: string;
  readonly url: string;
  readonly tabId: number;
  /** Tabs that share the worker that asked. */
  readonly sharers: readonly number[];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly flag: Flag | null;
  /** Resave sent it: it is counted with what is stored, and not listed. */
  readonly own: boolean;
  /** Host of the page that tried to save; empty where it is not known. */
  readonly page: string;
  /** Status, method, URL and flag in small letters: where the filter looks. */
  readonly text: string;
  /** The same for all tries of one tab to save one resource in one way. */
  readonly repeats: number;
};

const nobody: readonly number[] = [];
/** Longest URL that is kept for the list, in UTF-16 units; the exchange has the whole. */
const longest = 4_096;

/** Makes lines. Texts that many lines share are held once. */
export function createLines(): (x: Exchange) => Line {
  const numbers = new Map<string, number>();
  const texts = new Map<string, string>();
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  };
  return (x) => {
    const url = x.url.length > longest ? `${x.url.slice(0, longest)}…` : x.url;
    const same = `${x.tabId} ${x.method} ${x.resource.slice(0, longest)}`;
    const repeats = numbers.get(same) ?? numbers.size;
    if (repeats === numbers.size) numbers.set(same, repeats);
    return {
      id: x.id,
      status: x.status,
      method: shared(x.method),
      url,
      tabId: x.tabId,
      sharers: x.sharers ?? nobody,
      startedAt: x.startedAt,
      flag: x.flag ?? null,
      own: x.parent !== null,
      page: x.initiator === null ? '' : shared(hostOf(x.initiator)),
      text: `${x.status ?? ''} ${x.method} ${url} ${x.flag ? flagWord[x.flag] : ''}`.toLowerCase(),
      repeats,
    };
  };
}
