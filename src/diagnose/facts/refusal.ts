import type { Exchange } from '../../record/exchange.ts';
import { say } from '../../texts/say.ts';
import { defineFact, missing } from '../define.ts';

/** The refused save itself. */
export const refusal = defineFact<{ readonly exchange: Exchange; readonly status: number }>('refusal', (file) =>
  file.refusal.status === null
    ? missing(say`The answer to this save was not seen.`)
    : { exchange: file.refusal, status: file.refusal.status },
);
