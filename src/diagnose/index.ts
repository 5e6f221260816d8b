import changedBySomeoneElse from './causes/changed-by-someone-else.ts';
import changedInAnotherTab from './causes/changed-in-another-tab.ts';
import headerChangedByExtension from './causes/header-changed-by-extension.ts';
import ownEarlierSave from './causes/own-earlier-save.ts';
import staleBrowserCache from './causes/stale-browser-cache.ts';
import unexplained from './causes/unexplained.ts';
import type { CaseFile, Finding } from './contract.ts';
import type { AnyCause } from './define.ts';
import { judgeAll } from './engine.ts';

/** Every cause that Resave knows. Order decides only between findings of equal strength and specificity. */
export const causes: readonly AnyCause[] = [
  headerChangedByExtension,
  changedBySomeoneElse,
  changedInAnotherTab,
  ownEarlierSave,
  staleBrowserCache,
  unexplained,
];

const byId = new Map(causes.map((cause) => [cause.id, cause]));

/** The cause with this id (its text, kind and remedy). */
export function causeById(id: string): AnyCause | undefined {
  return byId.get(id);
}

/** Why was this save refused? Every cause's finding, best first. Pure: sends nothing, changes nothing. */
export function diagnose(file: CaseFile): readonly Finding[] {
  return judgeAll(causes, file);
}
