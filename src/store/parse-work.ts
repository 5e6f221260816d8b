import { isFields, isNumber, isString, isStrings, numberOr } from '../http/unknown.ts';
import { exchangeOf, parseRow } from './parse-row.ts';
import type { VaultRow, WorkRow } from './schema.ts';

/** A row of `vault`, or null. */
export function parseVaultRow(value: unknown): VaultRow | null {
  if (!isFields(value)) return null;
  const { id, method, url, resource, at, sites, room } = value;
  if (!isString(id) || !isString(method) || !isString(url) || !isString(resource)) return null;
  if (!isNumber(at) || !isNumber(room) || !isStrings(sites)) return null;
  return {
    id,
    method,
    url,
    resource,
    at,
    sites,
    room,
    status: numberOr(value.status, null),
    exportedAt: numberOr(value.exportedAt, null),
    othersSavedAt: numberOr(value.othersSavedAt, null),
  };
}

/** A row of `work`, or null where the save itself does not parse. */
export function parseWork(value: unknown): WorkRow | null {
  if (!isFields(value) || !isString(value.id)) return null;
  const refusal = parseRow(value.refusal);
  if (refusal === null) return null;
  const reads: unknown = value.reads;
  return {
    id: value.id,
    refusal: exchangeOf(refusal),
    reads: Array.isArray(reads)
      ? reads.flatMap((read) => {
          const row = parseRow(read);
          return row === null ? [] : [exchangeOf(row)];
        })
      : [],
  };
}
