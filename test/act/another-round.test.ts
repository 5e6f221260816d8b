import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Choice, Correction } from '../../src/messages/acts.ts';
import { idle, next, type RunEvent, type RunState } from '../../src/ui/panel/state/run.ts';
import { type Bench, createBench, expectOutcome, json } from './bench.ts';
import { type NoteServer, startNoteServer } from './note-server.ts';

let server: NoteServer;
beforeEach(async () => {
  server = await startNoteServer();
});
afterEach(() => server.close());

/** A server that wants what it shows as `stand` in a field of a name that says nothing, which the page did not send. */
function wantsStand(): { readonly moves: () => void; hides: boolean } {
  let stand = 3;
  const rules = {
    hides: false,
    moves() {
      stand++;
      server.note = { ...server.note, body: `Theirs ${stand}` };
    },
  };
  server.instead = ({ method, headers, body }) => {
    const shown = rules.hides ? server.note : { ...server.note, stand: `stand-${stand}` };
    if (method === 'GET')
      return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(shown) };
    if (headers['x-mark'] !== `stand-${stand}`) return { status: 412, body: '{"error":"stale"}' };
    server.note = JSON.parse(body);
    return { status: 200, body };
  };
  return rules;
}

async function refusedSave() {
  const bench = createBench();
  await bench.read(server.url);
  const refused = await bench.save('PUT', server.url, [json], '{"title":"Mine","body":"First"}');
  return { bench, refused };
}

/** The panel, as far as it remembers what was said. */
function panelOf(bench: Bench, conflict: string) {
  let state: RunState = idle;
  const tell = (event: RunEvent) => {
    state = next(state, event);
  };
  return {
    state: () => state,
    async prepare(corrections: readonly Correction[]) {
      const act = { act: 'replay-prepare', conflict, accepted: [], corrections } as const;
      tell({ event: 'started', run: 'a', act });
      const outcome = await bench.act(act);
      tell({ event: 'ended', run: 'a', outcome });
      return outcome;
    },
    async send(plan: string, choices: { readonly [path: string]: Choice }) {
      const act = { act: 'replay-send', plan, choices } as const;
      tell({ event: 'started', run: 'b', act });
      const outcome = await bench.act(act);
      tell({ event: 'ended', run: 'b', outcome });
      return outcome;
    },
  };
}

const said: Correction = { carrier: 'header:X-Mark', fresh: 'stand-4', on: true };
/** The field that only the server writes is no part of the save. */
const mine: { readonly [path: string]: Choice } = { '$.stand': { take: 'mine' } };

test('a place that the person named is carried over, with the value of the new read, and said', async () => {
  const rules = wantsStand();
  const { bench, refused } = await refusedSave();
  rules.moves();
  const panel = panelOf(bench, refused.id);
  const first = expectOutcome(await panel.prepare([said]), 'ready');
  expect(first.plan.tokens[0]).toMatchObject({ carrier: 'header:X-Mark', by: 'person', from: 'body:$.stand' });
  rules.moves();
  expectOutcome(await panel.send(first.plan.id, mine), 'refused-again');
  expect(panel.state().carried).toMatchObject([{ carrier: 'header:X-Mark', fresh: null, from: 'body:$.stand' }]);
  const second = expectOutcome(await panel.prepare(panel.state().carried), 'ready');
  expect(second.plan.tokens[0]).toMatchObject({ carrier: 'header:X-Mark', fresh: 'stand-5', carried: true });
  expect(second.plan.tokens[0]?.how).toContain('in the round before');
  expectOutcome(await panel.send(second.plan.id, mine), 'saved');
});

test('a place whose value no read shows any more is not carried over, and that is said', async () => {
  const rules = wantsStand();
  const { bench, refused } = await refusedSave();
  rules.moves();
  const panel = panelOf(bench, refused.id);
  const first = expectOutcome(await panel.prepare([said]), 'ready');
  rules.moves();
  expectOutcome(await panel.send(first.plan.id, mine), 'refused-again');
  rules.hides = true;
  const second = expectOutcome(await panel.prepare(panel.state().carried), 'refused');
  expect(second.sentence).toContain('correction of header:X-Mark is not carried over');
});

test('a weak tag is sent strong in the first round where the server itself takes that for the same body', async () => {
  const { bench, refused } = await weakSave(true);
  const { plan } = expectOutcome(await bench.act({ act: 'replay-prepare', conflict: refused, accepted: [] }), 'ready');
  expect(plan.token).toMatchObject({ stale: 'W/"v3"', fresh: '"v4"' });
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'saved');
});

test('a server that does not look at If-Match of a read tells nothing: the tag stays as it was read', async () => {
  const { bench, refused } = await weakSave(false);
  const { plan } = expectOutcome(await bench.act({ act: 'replay-prepare', conflict: refused, accepted: [] }), 'ready');
  expect(plan.token.fresh).toBe('W/"v4"');
  // Refused under it while nothing changed, it is straightened in the second.
  expectOutcome(await bench.act({ act: 'replay-send', plan: plan.id, choices: {} }), 'refused-again');
  const second = await bench.act({ act: 'replay-prepare', conflict: refused, accepted: [] });
  expect(expectOutcome(second, 'ready').plan.token.fresh).toBe('"v4"');
});

/** A proxy makes the tags of reads weak; the server behind it compares strongly, reads too where it `looks`. */
async function weakSave(looks: boolean) {
  server.instead = ({ method, tag }) => {
    if (method !== 'GET') return null;
    if (looks && tag !== null && tag !== `"v${server.version}"`) return { status: 412 };
    const headers = { 'Content-Type': 'application/json', ETag: `W/"v${server.version}"` };
    return { status: 200, headers, body: JSON.stringify(server.note) };
  };
  const bench = createBench();
  await bench.read(server.url);
  server.edit({ body: 'Theirs' });
  const save = await bench.save('PUT', server.url, [json, ['If-Match', 'W/"v3"']], '{"title":"Mine","body":"First"}');
  expect(save.status).toBe(412);
  return { bench, refused: save.id };
}
