import { isWrite } from '../core/call.ts';
import { current, type LabDocument } from '../core/documents.ts';
import { json } from '../core/reply.ts';
import type { Scenario } from '../core/scenario.ts';

const term = 2;
const numbers = (document: LabDocument) => ({ _seq_no: current(document).version + 40, _primary_term: term });

/** The way of Elasticsearch: two numbers in the query, both must be current. */
export const twoValues: Scenario = {
  id: 'two-values',
  title: 'Two numbers make the version',
  story:
    'Load, let somebody else edit, save. The save names a sequence number and a term in the query, and the refusal tells both as they are now.',
  group: 'Other carriers',
  steps: ['load', 'type', 'else', 'save'],
  ends: 409,
  shows: ['changed-by-someone-else'],
  nearMissOf: ['precondition-never-sent', 'already-exists'],
  page: { token: 'seq-and-term' },
  rules: {
    etag: () => undefined,
    show: (document) => ({ ...current(document).value, ...numbers(document) }),
    saved: (document) => json(200, { result: 'updated', ...current(document).value, ...numbers(document) }),
  },
  handle: (call, next) => {
    const document = call.documents.get(call.path.replace(/^api\//, ''));
    if (!isWrite(call) || document === undefined) return next();
    const now = numbers(document);
    const seq = call.query.get('if_seq_no');
    const sentTerm = call.query.get('if_primary_term');
    if (seq === String(now._seq_no) && sentTerm === String(now._primary_term)) return next();
    const reason = `[1]: version conflict, required seqNo [${seq}], primary term [${sentTerm}]. current document has seqNo [${now._seq_no}] and primary term [${now._primary_term}]`;
    return json(409, { error: { type: 'version_conflict_engine_exception', reason, index: 'notes' }, status: 409 });
  },
};
