import { type RawAnswer, raw } from './raw.ts';
import type { Lab } from './server.ts';

type Headers = { readonly [name: string]: string };

/** What a write sends when a test does not care. */
export const change = { title: 'Mine', body: 'My body', tags: ['mine'] };

/** Short ways to read and write a scenario's note. `method` is PUT unless told. */
export function wire(lab: () => Lab) {
  return {
    get(scenario: string, headers: Headers = {}, path = 'api/notes/1'): Promise<RawAnswer> {
      return raw(lab().url(scenario, path), { headers });
    },
    write(
      scenario: string,
      headers: Headers = {},
      sent: object = change,
      path = 'api/notes/1',
      method = 'PUT',
    ): Promise<RawAnswer> {
      return raw(lab().url(scenario, path), { method, headers, body: JSON.stringify(sent) });
    },
    /** A happening of the scenario. */
    happen(scenario: string, name: string): Promise<RawAnswer> {
      return raw(lab().url(scenario, `lab/${name}`), { method: 'POST' });
    },
  };
}
