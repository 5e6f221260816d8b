import { isList, isRecord, type Json, type JsonRecord } from '../json.ts';
import { type Format, take } from './format.ts';

/** The errors of a JMAP answer: `["error", {type}, id]` (RFC 8620 §3.6.2), and what a `/set` names under `not…` (§5.3). At most 50. */
export function jmapErrors(responses: Json | undefined): readonly JsonRecord[] {
  if (!isList(responses)) return [];
  return responses
    .slice(0, 50)
    .flatMap((response) => {
      if (!isList(response) || !isRecord(response[1])) return [];
      const [method, result] = response;
      if (method === 'error') return [result];
      return ['notCreated', 'notUpdated', 'notDestroyed'].flatMap((name) => {
        const refused = isRecord(result) ? result[name] : undefined;
        return isRecord(refused) ? Object.values(refused).filter(isRecord) : [];
      });
    })
    .slice(0, 50);
}

/** JMAP (RFC 8620): a refusal stands in an answer of 200. */
export const jmap: Format = {
  name: 'jmap',
  complete: true,
  recognises: ({ methodResponses }) => isList(methodResponses),
  read: ({ methodResponses }, notes) => {
    for (const error of jmapErrors(methodResponses)) {
      if (error.type === 'stateMismatch') notes.means(error.type, 'version');
      if (error.type === 'alreadyExists') notes.means(error.type, 'exists');
      take(error, notes, 'type', 'description');
    }
  },
};
