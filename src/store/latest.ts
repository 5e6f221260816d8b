/** An index of the store, as far as it matters here. */
type Index = {
  openKeyCursor(range: IDBKeyRange, direction: 'prev'): Promise<Cursor | null>;
  getAll(range: IDBKeyRange, count?: number): Promise<readonly unknown[]>;
};
type Cursor = { readonly key: IDBValidKey; advance(by: number): Promise<Cursor | null> };

/**
 * At most `limit` values from the end of a range, in its order. One request where the range holds no more, which is the rule, else
 * four whatever the limit: with 150 rows a cursor's steps were seen to take most of the time, and each request waits its turn beside
 * what others ask (up to 10 ms in Firefox 153). The range must have both ends.
 */
export async function latest(index: Index, range: IDBKeyRange, limit: number): Promise<readonly unknown[]> {
  const all = await index.getAll(range, limit + 1);
  if (all.length <= limit) return all;
  let cursor = await index.openKeyCursor(range, 'prev');
  if (cursor && limit > 1) cursor = await cursor.advance(limit - 1);
  const part = cursor === null ? range : IDBKeyRange.bound(cursor.key, range.upper, false, range.upperOpen);
  // Several may share the first one's key.
  return (await index.getAll(part)).slice(-limit);
}
