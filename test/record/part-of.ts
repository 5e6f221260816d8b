import type { Sighting } from '../../src/capture/sighting.ts';
import { type Part, partOf } from '../../src/record/part.ts';
import { redactionOf } from '../../src/record/redaction.ts';

/** A sighting of a save with what the test says about it. */
export function sighting(over: Partial<Sighting> = {}): Sighting {
  return {
    source: 'web-request',
    key: 's/1',
    state: 'done',
    method: 'PUT',
    url: 'https://app.example/api/notes/1',
    startedAt: 1_000,
    endedAt: 1_040,
    tabId: 7,
    status: 409,
    ...over,
  };
}

export function part(over: Partial<Sighting> = {}): Part {
  return partOf(sighting(over), redactionOf('key'));
}
