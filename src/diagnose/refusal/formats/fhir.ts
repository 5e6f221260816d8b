import { isRecord } from '../json.ts';
import type { Meaning } from '../vocabulary/meaning.ts';
import { type Format, recordsOf, take } from './format.ts';

/** Issue types that say what it is, whatever the words (FHIR R4, value set issue-type). */
const registered: { readonly [type: string]: Meaning } = {
  duplicate: 'exists',
  'multiple-matches': 'ambiguous',
  'lock-error': 'locked',
};

/** Issue types that name a cause; the rest (`processing`, `required`, `invalid`, `conflict`) is given to any refusal. */
const telling = new Set(['duplicate', 'multiple-matches', 'lock-error', 'deleted', 'too-costly', 'business-rule']);

/** FHIR R4 OperationOutcome: what went wrong stands in `diagnostics` or `details.text`. */
export const fhir: Format = {
  name: 'fhir',
  complete: true,
  recognises: (body) => body.resourceType === 'OperationOutcome',
  read: (body, notes) => {
    for (const issue of recordsOf(body.issue)) {
      if (typeof issue.code === 'string' && telling.has(issue.code)) notes.code(issue.code);
      const meaning = typeof issue.code === 'string' ? registered[issue.code] : undefined;
      if (meaning !== undefined) notes.means(String(issue.code), meaning);
      take(issue, notes, 'diagnostics');
      const details = isRecord(issue.details) ? issue.details : {};
      take(details, notes, 'text');
      for (const coding of recordsOf(details.coding)) take(coding, notes, 'code', 'display');
    }
  },
};
