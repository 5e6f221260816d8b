import type { Exchange } from './exchange.ts';

/**
 * What the status of a write does not tell and was found all the same:
 * `disguised-refusal`: the answer says that the save was refused for the state of the resource;
 * `lost-update`: the save went through, over a version that its page had not read.
 */
export const flags = ['disguised-refusal', 'lost-update'] as const;
export type Flag = (typeof flags)[number];

/**
 * An exchange with the flag that stands, where it was written with `before` earlier. What was not looked for now stays as it was;
 * a lost update is found in the history, so that the answer alone does not take it back.
 */
export function withFlag(exchange: Exchange, before: Flag | null | undefined): Exchange {
  const { flag, ...bare } = exchange;
  const stands = flag ?? (flag === undefined || before === 'lost-update' ? before : null);
  return stands ? { ...bare, flag: stands } : bare;
}
