import alreadyExists from './causes/already-exists.ts';
import ambiguousTarget from './causes/ambiguous-target.ts';
import backgroundChurn from './causes/background-churn.ts';
import batchReusesToken from './causes/batch-reuses-token.ts';
import changedBySomeoneElse from './causes/changed-by-someone-else.ts';
import changedInAnotherTab from './causes/changed-in-another-tab.ts';
import conflictInDisguise from './causes/conflict-in-disguise.ts';
import createOnlyPrecondition from './causes/create-only-precondition.ts';
import debugProxy from './causes/debug-proxy.ts';
import encodingSuffixedEtag from './causes/encoding-suffixed-etag.ts';
import etagDroppedByProxy from './causes/etag-dropped-by-proxy.ts';
import etagNotExposed from './causes/etag-not-exposed.ts';
import etagPerRepresentation from './causes/etag-per-representation.ts';
import etagPrefixDropped from './causes/etag-prefix-dropped.ts';
import etagQuotesMangled from './causes/etag-quotes-mangled.ts';
import expectedByApp from './causes/expected-by-app.ts';
import fieldOwnership from './causes/field-ownership.ts';
import firewallInDisguise from './causes/firewall-in-disguise.ts';
import firstTokenReused from './causes/first-token-reused.ts';
import flappingEtag from './causes/flapping-etag.ts';
import hasDependents from './causes/has-dependents.ts';
import headerChangedByExtension from './causes/header-changed-by-extension.ts';
import hiddenDuplicate from './causes/hidden-duplicate.ts';
import idempotencyKeyReuse from './causes/idempotency-key-reuse.ts';
import immutableVersion from './causes/immutable-version.ts';
import incompatibleChange from './causes/incompatible-change.ts';
import inconsistentReplicas from './causes/inconsistent-replicas.ts';
import locked from './causes/locked.ts';
import lostResponse from './causes/lost-response.ts';
import lostUpdate from './causes/lost-update.ts';
import mergeConflict from './causes/merge-conflict.ts';
import operationInProgress from './causes/operation-in-progress.ts';
import ordinaryError from './causes/ordinary-error.ts';
import outdatedToken from './causes/outdated-token.ts';
import overlappingSaves from './causes/overlapping-saves.ts';
import ownEarlierSave from './causes/own-earlier-save.ts';
import parentMissing from './causes/parent-missing.ts';
import placeholderToken from './causes/placeholder-token.ts';
import pluginOrThemeUpdate from './causes/plugin-or-theme-update.ts';
import preconditionNeverSent from './causes/precondition-never-sent.ts';
import quotaOrPolicy from './causes/quota-or-policy.ts';
import refusedTokenResent from './causes/refused-token-resent.ts';
import reservedName from './causes/reserved-name.ts';
import restoredForm from './causes/restored-form.ts';
import saveReturnedNoEtag from './causes/save-returned-no-etag.ts';
import saveReturnedOldEtag from './causes/save-returned-old-etag.ts';
import serverBug from './causes/server-bug.ts';
import serverRace from './causes/server-race.ts';
import staleBrowserCache from './causes/stale-browser-cache.ts';
import staleServiceWorker from './causes/stale-service-worker.ts';
import staleSession from './causes/stale-session.ts';
import staleSharedCache from './causes/stale-shared-cache.ts';
import tokenHandshake from './causes/token-handshake.ts';
import tokenNeverIssued from './causes/token-never-issued.ts';
import unexplained from './causes/unexplained.ts';
import uploadOffset from './causes/upload-offset.ts';
import urlTypo from './causes/url-typo.ts';
import volatileBodyEtag from './causes/volatile-body-etag.ts';
import weakEtagInIfMatch from './causes/weak-etag-in-if-match.ts';
import wrongState from './causes/wrong-state.ts';
import wrongTokenFormat from './causes/wrong-token-format.ts';
import type { CaseFile, Finding } from './contract.ts';
import type { AnyCause } from './define.ts';
import { judgeAll } from './engine.ts';

/** Every cause that Resave knows. Order decides only between findings of equal strength and specificity. */
export const causes: readonly AnyCause[] = [
  conflictInDisguise,
  lostUpdate,
  restoredForm,
  pluginOrThemeUpdate,
  urlTypo,
  staleSession,
  expectedByApp,
  tokenNeverIssued,
  backgroundChurn,
  etagPrefixDropped,
  etagPerRepresentation,
  debugProxy,
  etagDroppedByProxy,
  etagNotExposed,
  serverBug,
  refusedTokenResent,
  firstTokenReused,
  overlappingSaves,
  saveReturnedOldEtag,
  saveReturnedNoEtag,
  staleSharedCache,
  staleServiceWorker,
  lostResponse,
  inconsistentReplicas,
  volatileBodyEtag,
  flappingEtag,
  headerChangedByExtension,
  changedBySomeoneElse,
  changedInAnotherTab,
  ownEarlierSave,
  staleBrowserCache,
  alreadyExists,
  createOnlyPrecondition,
  immutableVersion,
  reservedName,
  hasDependents,
  wrongState,
  parentMissing,
  incompatibleChange,
  mergeConflict,
  fieldOwnership,
  operationInProgress,
  serverRace,
  locked,
  idempotencyKeyReuse,
  quotaOrPolicy,
  ambiguousTarget,
  preconditionNeverSent,
  outdatedToken,
  ordinaryError,
  wrongTokenFormat,
  placeholderToken,
  weakEtagInIfMatch,
  encodingSuffixedEtag,
  etagQuotesMangled,
  uploadOffset,
  tokenHandshake,
  firewallInDisguise,
  hiddenDuplicate,
  batchReusesToken,
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
