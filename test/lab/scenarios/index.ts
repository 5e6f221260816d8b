import type { Scenario } from '../core/scenario.ts';
import { abort } from './abort.ts';
import { ambiguous } from './ambiguous.ts';
import { archived } from './archived.ts';
import { batch } from './batch.ts';
import { batchStale } from './batch-stale.ts';
import { bodyToken } from './body-token.ts';
import { brokenBefore } from './broken-before.ts';
import { brokenBody } from './broken-body.ts';
import { brokenConnection } from './broken-connection.ts';
import { brokenJson } from './broken-json.ts';
import { busy } from './busy.ts';
import { busyNote } from './busy-note.ts';
import { cached } from './cached.ts';
import { cachedElsewhere } from './cached-elsewhere.ts';
import { cachedFresh } from './cached-fresh.ts';
import { churn } from './churn.ts';
import { cors } from './cors.ts';
import { corsExposed } from './cors-exposed.ts';
import { corsNull } from './cors-null.ts';
import { createOnly } from './create-only.ts';
import { deadlock } from './deadlock.ts';
import { debugProxy } from './debug-proxy.ts';
import { deleteStale } from './delete-stale.ts';
import { disguise422 } from './disguise-422.ts';
import { droppedEtag } from './dropped-etag.ts';
import { fieldOwner } from './field-owner.ts';
import { firstToken } from './first-token.ts';
import { flapping } from './flapping.ts';
import { formChanged } from './form-changed.ts';
import { graphql } from './graphql.ts';
import { graphqlInvalid } from './graphql-invalid.ts';
import { gzip } from './gzip.ts';
import { gzipHonest } from './gzip-honest.ts';
import { handshakeApp } from './handshake-app.ts';
import { hasDependents } from './has-dependents.ts';
import { hiddenDuplicate } from './hidden-duplicate.ts';
import { huge } from './huge.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { incompatible } from './incompatible.ts';
import { invalid422 } from './invalid-422.ts';
import { invented } from './invented.ts';
import { keyOnce } from './key-once.ts';
import { lastModified } from './last-modified.ts';
import { lease } from './lease.ts';
import { locked } from './locked.ts';
import { malformedEtag } from './malformed-etag.ts';
import { mergeConflict } from './merge-conflict.ts';
import { missingParent } from './missing-parent.ts';
import { nearTwin } from './near-twin.ts';
import { nextVersion } from './next-version.ts';
import { noBody } from './no-body.ts';
import { noEtag } from './no-etag.ts';
import { parentThere } from './parent-there.ts';
import { perRepresentation } from './per-representation.ts';
import { placeholder } from './placeholder.ts';
import { prefixLost } from './prefix-lost.ts';
import { published } from './published.ts';
import { queryToken } from './query-token.ts';
import { quota } from './quota.ts';
import { quotesLost } from './quotes-lost.ts';
import { recovers } from './recovers.ts';
import { replicas } from './replicas.ts';
import { required } from './required.ts';
import { resent } from './resent.ts';
import { reservedName } from './reserved-name.ts';
import { restoredForm } from './restored-form.ts';
import { saveNoEtag } from './save-no-etag.ts';
import { saveOldEtag } from './save-old-etag.ts';
import { serverBug } from './server-bug.ts';
import { serviceWorker } from './service-worker.ts';
import { serviceWorkerFresh } from './service-worker-fresh.ts';
import { sessionRenewed } from './session-renewed.ts';
import { sharedCache } from './shared-cache.ts';
import { sharedCacheMiss } from './shared-cache-miss.ts';
import { slow } from './slow.ts';
import { staleSession } from './stale-session.ts';
import { strict409 } from './strict-409.ts';
import { strict412 } from './strict-412.ts';
import { tokenHandshake } from './token-handshake.ts';
import { twoTabs } from './two-tabs.ts';
import { twoValues } from './two-values.ts';
import { unconditional } from './unconditional.ts';
import { unconditionalAlone } from './unconditional-alone.ts';
import { unexplained } from './unexplained.ts';
import { unique } from './unique.ts';
import { uploadLocked } from './upload-locked.ts';
import { uploadOffset } from './upload-offset.ts';
import { varyHarmless } from './vary-harmless.ts';
import { volatileBody } from './volatile-body.ts';
import { waf } from './waf.ts';
import { weak } from './weak.ts';
import { weakAccepted } from './weak-accepted.ts';
import { wordpress } from './wordpress.ts';
import { wordpressSame } from './wordpress-same.ts';
import { wrongFormat } from './wrong-format.ts';
import { wrongInput } from './wrong-input.ts';

/** Every scenario, in the order in which the page lists them. */
export const scenarios: readonly Scenario[] = [
  strict409,
  strict412,
  cached,
  gzip,
  weak,
  required,
  unique,
  slow,
  twoTabs,
  gzipHonest,
  weakAccepted,
  droppedEtag,
  noEtag,
  cors,
  corsNull,
  corsExposed,
  debugProxy,
  tokenHandshake,
  flapping,
  volatileBody,
  replicas,
  perRepresentation,
  varyHarmless,
  busyNote,
  quotesLost,
  prefixLost,
  wrongFormat,
  placeholder,
  firstToken,
  resent,
  invented,
  saveNoEtag,
  saveOldEtag,
  cachedFresh,
  cachedElsewhere,
  serviceWorker,
  serviceWorkerFresh,
  sharedCache,
  sharedCacheMiss,
  restoredForm,
  formChanged,
  staleSession,
  sessionRenewed,
  churn,
  fieldOwner,
  busy,
  deadlock,
  locked,
  lease,
  idempotencyKey,
  keyOnce,
  uploadOffset,
  uploadLocked,
  serverBug,
  recovers,
  handshakeApp,
  hiddenDuplicate,
  createOnly,
  hasDependents,
  deleteStale,
  archived,
  reservedName,
  missingParent,
  parentThere,
  nearTwin,
  published,
  quota,
  ambiguous,
  wrongInput,
  incompatible,
  mergeConflict,
  wordpress,
  wordpressSame,
  waf,
  unexplained,
  bodyToken,
  queryToken,
  nextVersion,
  twoValues,
  lastModified,
  graphql,
  graphqlInvalid,
  disguise422,
  invalid422,
  batch,
  batchStale,
  unconditional,
  unconditionalAlone,
  huge,
  malformedEtag,
  brokenJson,
  noBody,
  brokenConnection,
  brokenBefore,
  brokenBody,
  abort,
];
