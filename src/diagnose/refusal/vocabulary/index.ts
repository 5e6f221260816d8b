import { existing } from './existing.ts';
import type { Entry } from './meaning.ts';
import { others } from './others.ts';
import { ownership, policies } from './policies.ts';
import { preconditions } from './preconditions.ts';
import { references } from './references.ts';
import { locks, running } from './running.ts';
import { states } from './states.ts';
import { versions } from './versions.ts';

/** Everything that Resave understands of a refusal's words, by family. Order does not matter. */
export const vocabulary: readonly Entry[] = [
  ...existing,
  ...references,
  ...versions,
  ...running,
  ...locks,
  ...states,
  ...policies,
  ...ownership,
  ...preconditions,
  ...others,
];
