/** An entry, or a value beside the entries, as it stands in the file. Valid only during the call that hands it over. */
export type JsonItem = {
  readonly bytes: Uint8Array;
  /** Strings of 1,024 bytes and more, three numbers each: opening quote, closing quote (positions in `bytes`), 1 where its end was cut off. */
  readonly longs: readonly number[];
  /** Where it begins in the file, bytes from 0. */
  readonly offset: number;
  /** Its length in the file; more than `bytes.length` where a string was cut. */
  readonly length: number;
  /** Line in the file, from 1. */
  readonly line: number;
};

export type JsonFault = {
  readonly offset: number;
  readonly line: number;
  readonly what: 'no-json' | 'no-entries' | 'ends-early' | 'control-in-string' | 'too-large' | 'unexpected';
};

export type JsonItemsHandler = {
  readonly entry: (item: JsonItem) => void;
  /** A member of `log` beside the entries: pages, creator, browser. */
  readonly meta: (name: string, item: JsonItem) => void;
  readonly fault: (fault: JsonFault) => void;
};
