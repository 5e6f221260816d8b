import type { CaseFile, Finding, Probe } from '../diagnose/contract.ts';
import type { HeaderList } from '../http/header-list.ts';
import { readTarget } from './read-target.ts';

/** One read of “Check the server”. */
export type PlannedRead = {
  readonly probe: Probe;
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
  readonly headers: HeaderList;
  readonly cache: 'default' | 'no-store';
  /** What for, a sentence; the progress shows it. */
  readonly why: string;
};

/**
 * One normal read, as the page does it, then two that pass the browser’s cache: tells a stale copy from a change on the server,
 * and a tag that stands still from one that flaps. `headers`: as the page’s own read had them.
 */
export function checkPlan(file: CaseFile, _findings: readonly Finding[], headers: HeaderList): readonly PlannedRead[] {
  const { url } = readTarget(file);
  const read = (cache: PlannedRead['cache'], why: string): PlannedRead => ({
    probe: 'cached-against-fresh',
    method: 'GET',
    url,
    headers,
    cache,
    why,
  });
  return [
    read('default', 'Reading as the page does, through the browser’s cache.'),
    read('no-store', 'Reading past the browser’s cache.'),
    read('no-store', 'Reading once more, to see whether the answer stands still.'),
  ];
}
