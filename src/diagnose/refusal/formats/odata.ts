import { isRecord, type JsonRecord } from '../json.ts';
import { type Format, recordsOf, take } from './format.ts';

/**
 * OData and what follows it (Azure, Microsoft Graph, SAP): `error` with code and message; the inner errors narrow the code,
 * so they come first. SAP and OData 2 put the sentence into `message.value`.
 */
export const odata: Format = {
  name: 'odata',
  recognises: ({ error }) => isRecord(error) && typeof error.code === 'string' && 'message' in error,
  read: ({ error }, notes) => {
    if (!isRecord(error)) return;
    const inner: JsonRecord[] = [];
    let next: JsonRecord | null = error;
    while (next !== null && inner.length < 6) {
      inner.unshift(next);
      const deeper: unknown = next.innererror ?? next.innerError;
      next = isRecord(deeper) ? deeper : null;
    }
    for (const one of inner) {
      take(one, notes, 'code', 'message');
      if (isRecord(one.message)) take(one.message, notes, 'value');
      for (const detail of recordsOf(one.details)) {
        take(detail, notes, 'code', 'message');
        if (typeof detail.target === 'string') notes.field(detail.target);
      }
    }
  },
};
