/**
 * The judging part of the interface as one module. It is large (every cause and the words that servers use), so it is only ever
 * imported on demand: the list of refusals stands before it is there.
 */

import { twinsOf } from '../diagnose/facts/near-twins.ts';
import { changedSave, trialsOf } from '../diagnose/facts/suspect-trials.ts';
import { causeById, diagnose } from '../diagnose/index.ts';
import { mostReads, probePlan } from '../diagnose/probe-plan.ts';
import { versionTrail } from '../diagnose/version-trail.ts';
import { overwrittenBy } from '../diagnose/watch/flagged.ts';
import type { Engine } from './world.ts';

export const engine: Engine = {
  trials: trialsOf,
  changedSave,
  twins: twinsOf,
  diagnose,
  cause: causeById,
  plan: probePlan,
  trail: versionTrail,
  overwritten: overwrittenBy,
  mostReads,
};
