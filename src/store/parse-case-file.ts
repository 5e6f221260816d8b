import type { CaseFile } from '../diagnose/contract.ts';
import { isFields, numberOr } from '../http/unknown.ts';
import type { Exchange } from '../record/exchange.ts';
import { exchangeOf, parseRow } from './parse-row.ts';

/** An exchange as another context told it, or null where it is none. */
export function parseExchange(value: unknown): Exchange | null {
  const row = parseRow(value);
  return row === null ? null : exchangeOf(row);
}

/** Those of a list that are exchanges. */
export function parseExchanges(value: unknown): readonly Exchange[] {
  return Array.isArray(value) ? value.flatMap((each) => parseExchange(each) ?? []) : [];
}

/** A case file as the background told it, or null where it is none. */
export function parseCaseFile(value: unknown): CaseFile | null {
  if (!isFields(value)) return null;
  const refusal = parseExchange(value.refusal);
  if (refusal === null) return null;
  return {
    refusal,
    history: parseExchanges(value.history),
    neighbours: parseExchanges(value.neighbours),
    recordingSince: numberOr(value.recordingSince, null),
    ...(value.tellsTabs === false ? { tellsTabs: false } : {}),
  };
}
