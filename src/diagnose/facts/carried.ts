import { defineFact } from '../define.ts';
import { type Carried, carriedBy } from '../refusal/carried.ts';

/** What the refused request carried and meant to do. */
export const carried = defineFact<Carried>('carried', ({ refusal }) => carriedBy(refusal));
