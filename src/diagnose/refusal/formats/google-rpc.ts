import { isRecord } from '../json.ts';
import { type Format, recordsOf, take } from './format.ts';

/** google.rpc.Status (AIP-193): `error.status`, and typed details: ErrorInfo, PreconditionFailure, QuotaFailure, ResourceInfo. */
export const googleRpc: Format = {
  name: 'google-rpc',
  recognises: ({ error }) =>
    isRecord(error) &&
    typeof error.code === 'number' &&
    (typeof error.status === 'string' || Array.isArray(error.errors)),
  read: ({ error }, notes) => {
    if (!isRecord(error)) return;
    take(error, notes, 'message');
    // ABORTED and FAILED_PRECONDITION are used for unlike causes; the reasons below say more.
    if (typeof error.status === 'string' && error.status === 'ALREADY_EXISTS') notes.code(error.status);
    for (const detail of [...recordsOf(error.details), ...recordsOf(error.errors)]) {
      take(detail, notes, 'reason', 'message', 'description');
      for (const violation of recordsOf(detail.violations)) take(violation, notes, 'type', 'description');
      for (const violation of recordsOf(detail.fieldViolations)) {
        take(violation, notes, 'description');
        if (typeof violation.field === 'string') notes.field(violation.field);
      }
    }
  },
};
