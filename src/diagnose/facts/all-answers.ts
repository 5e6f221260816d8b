import type { Exchange } from '../../record/exchange.ts';
import { defineFact } from '../define.ts';

/** Answers that were seen, Resave's own reads among them, oldest first. */
export type AllAnswers = {
  readonly ofResource: readonly Exchange[];
  /** Those of the resource and of its neighbours on the origin. */
  readonly ofOrigin: readonly Exchange[];
};

export const allAnswers = defineFact<AllAnswers>('all answers', ({ history, neighbours }) => {
  const answered = (x: Exchange) => x.status !== null && (x.headers.received ?? x.headers.seen) !== null;
  const ofResource = history.filter(answered);
  const ids = new Set(ofResource.map((x) => x.id));
  const others = neighbours.filter((x) => answered(x) && !ids.has(x.id));
  return { ofResource, ofOrigin: [...ofResource, ...others].sort((a, b) => a.startedAt - b.startedAt) };
});
