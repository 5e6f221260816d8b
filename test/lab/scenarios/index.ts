import type { Scenario } from '../core/scenario.ts';
import { cached } from './cached.ts';
import { gzip } from './gzip.ts';
import { required } from './required.ts';
import { slow } from './slow.ts';
import { strict409 } from './strict-409.ts';
import { strict412 } from './strict-412.ts';
import { unique } from './unique.ts';
import { weak } from './weak.ts';

/** Every scenario, in the order in which the page lists them. */
export const scenarios: readonly Scenario[] = [strict409, strict412, cached, gzip, weak, required, unique, slow];
