import { say } from './say.ts';

/** Several things in one phrase: “a, b and c”. */
export function listed(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : say`${things.slice(0, -1).join(', ')} and ${last}`;
}
