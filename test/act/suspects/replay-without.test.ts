import { afterEach, beforeEach, expect, test } from 'vitest';
import { trialsOf } from '../../../src/diagnose/facts/suspect-trials.ts';
import type { SwitchedBack } from '../../../src/messages/switched-off.ts';
import { type Bench, createBench, expectOutcome, json } from '../bench.ts';
import { type NoteServer, startNoteServer } from '../note-server.ts';
import { installed } from './installed-extension.ts';

let server: NoteServer;
beforeEach(async () => {
  server = await startNoteServer();
});
afterEach(() => server.close());

const strip = installed('strip', { name: 'Strip' });

/** A browser in which an extension takes If-Match from every save while it is on, as `guilty` says. */
async function stripped(more: { guilty?: boolean; byHand?: boolean; back?: SwitchedBack } = {}) {
  const { guilty = true, byHand = false, back = 'on' } = more;
  const now = { on: true, wasOffFor: [] as string[] };
  const bench: Bench = createBench({
    extensions: {
      byHand,
      others: async () => [{ ...strip, enabled: now.on }],
      switchOff: async () => {
        now.on = false;
        return true;
      },
      switchOn: async () => {
        now.on = true;
        return back;
      },
    },
  });
  const takes = () => now.on || !guilty;
  bench.intercept = async (task, goOn) => {
    if (task.task === 'fetch' && !now.on) now.wasOffFor.push(task.request.method);
    const stripsNow = task.task === 'fetch' && task.request.method === 'PUT' && takes();
    server.instead = stripsNow ? () => ({ status: 428, body: '{"error":"precondition_required"}' }) : null;
    const result = await goOn();
    server.instead = null;
    return result;
  };
  await bench.read(server.url);
  server.edit({ body: 'Theirs' });
  const fields = [json, ['If-Match', '"v3"']] as const;
  server.instead = () => ({ status: 428, body: '{"error":"precondition_required"}' });
  const save = await bench.save('PUT', server.url, fields, '{"title":"Mine","body":"First"}');
  server.instead = null;
  bench.history[bench.history.indexOf(save)] = { ...save, headers: { ...save.headers, set: fields, sent: [json] } };
  // What webRequest sees of Resave's own requests: the field is there, or taken away.
  const seen = () => {
    for (const [at, x] of bench.history.entries())
      if (x.parent !== null && x.headers.sent === null)
        bench.history[at] = {
          ...x,
          headers: { ...x.headers, sent: x.method === 'PUT' && guilty === false ? [json] : x.headers.set },
        };
  };
  const act = bench.act;
  return {
    bench,
    now,
    refused: save.id,
    async send(plan: string) {
      const goOn = bench.intercept;
      bench.intercept = async (task, next) => {
        const result = await (goOn?.(task, next) ?? next());
        queueMicrotask(() => queueMicrotask(seen));
        return result;
      };
      const outcome = await act({ act: 'replay-send', plan, choices: {} });
      bench.intercept = goOn;
      return outcome;
    },
    trial: () => {
      const refusal = bench.history.find(({ id }) => id === save.id);
      if (refusal === undefined) throw new Error('gone');
      return trialsOf({ refusal, history: bench.history, neighbours: [], recordingSince: 0 })[0];
    },
  };
}

const prepare = (bench: Bench, conflict: string) =>
  bench.act({ act: 'replay-prepare', conflict, accepted: [], without: 'strip' });

test('the save goes out with the extension off, is confirmed, and says what that showed; then it is on again', async () => {
  const { bench, now, refused, send, trial } = await stripped();
  const { plan } = expectOutcome(await prepare(bench, refused), 'ready');
  expect(plan.without).toEqual({ id: 'strip', name: 'Strip', steps: [] });
  expect(now).toEqual({ on: true, wasOffFor: [] });
  const sent = expectOutcome(await send(plan.id), 'saved');
  expect(server.note).toEqual({ title: 'Mine', body: 'Theirs' });
  expect(now).toEqual({ on: true, wasOffFor: ['PUT', 'GET'] });
  expect(sent.sentence).toContain('Most likely it is “Strip”');
  expect(sent.sentence).toContain('“Strip” is on again.');
  expect(trial()).toMatchObject({ verdict: 'likely', extension: { id: 'strip' } });
});

test('an extension without which the field is taken away all the same is cleared, and nothing was overwritten', async () => {
  const { bench, now, refused, send, trial } = await stripped({ guilty: false });
  const { plan } = expectOutcome(await prepare(bench, refused), 'ready');
  const sent = expectOutcome(await send(plan.id), 'refused-again');
  expect(sent.sentence).toContain('It is not “Strip”');
  expect(trial()?.verdict).toBe('cleared');
  expect(now.on).toBe(true);
  expect(server.note).toEqual({ title: 'First', body: 'Theirs' });
});

test('turned on again before it was over: the save counts, and nothing is said of the extension', async () => {
  const { bench, refused, send, trial } = await stripped({ back: 'was-on' });
  const { plan } = expectOutcome(await prepare(bench, refused), 'ready');
  const sent = expectOutcome(await send(plan.id), 'saved');
  expect(sent.sentence).toContain('nothing can be said of it');
  expect(trial()).toBeUndefined();
});

test('whatever goes wrong while it is off, it comes on again', async () => {
  const { bench, now, refused } = await stripped();
  const { plan } = expectOutcome(await prepare(bench, refused), 'ready');
  bench.intercept = async () => {
    throw new Error('the page is gone');
  };
  const failed = await bench.act({ act: 'replay-send', plan: plan.id, choices: {} });
  expect(failed.outcome).toBe('failed');
  expect(now.on).toBe(true);
});

test('where only the person may switch it: nothing is sent while it is on, and the result is checked', async () => {
  const { bench, now, refused, send, trial } = await stripped({ byHand: true });
  const { plan } = expectOutcome(await prepare(bench, refused), 'ready');
  expect(plan.without?.steps.join(' ')).toContain('about:addons');
  const before = server.asked.length;
  expect(expectOutcome(await send(plan.id), 'failed').sentence).toContain('still on');
  expect(server.asked).toHaveLength(before);
  now.on = false;
  const sent = expectOutcome(await send(plan.id), 'saved');
  expect(sent.sentence).toContain('Now turn “Strip” on again.');
  expect(trial()?.verdict).toBe('likely');
});
