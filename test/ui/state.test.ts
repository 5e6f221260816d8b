import { describe, expect, it } from 'vitest';
import type { Act, Outcome } from '../../src/messages/acts.ts';
import type { Exchange } from '../../src/record/exchange.ts';
import { headline, nextStep, savedSince, sorted } from '../../src/ui/panel/state/headline.ts';
import { keepSame, moveTo, newestFirst } from '../../src/ui/panel/state/rows.ts';
import { idle, next, offersAnotherRound, type RunState, unchosen } from '../../src/ui/panel/state/run.ts';
import { patternOf } from '../../src/ui/panel/watch.ts';
import { laidOut } from '../../src/ui/shared/json-layout.ts';
import { caseOf, exchange } from '../diagnose/cases.ts';
import { story } from './support/story.ts';

describe('a run', () => {
  const { plan, refused } = story();
  const prepare: Act = { act: 'replay-prepare', conflict: refused.id, accepted: ['create-anew'] };
  const ready: Outcome = { act: 'replay-prepare', outcome: 'ready', sentence: 'Ready.', plan };
  const started = next(idle, { event: 'started', run: 'r1', act: prepare });
  const prepared = next(started, { event: 'ended', run: 'r1', outcome: ready });

  it('asks for every field in conflict, and for no other', () => {
    expect(unchosen(plan, {})).toEqual(['$.title']);
    const chosen = next(prepared, { event: 'chosen', path: '$.title', choice: { take: 'theirs' } });
    expect(chosen.replay?.stage === 'ready' && unchosen(plan, chosen.replay.choices)).toEqual([]);
  });

  it('does not take an inherited name for a choice', () => {
    const field = { ...plan.fields[0], path: 'constructor', takes: 'conflict' } as (typeof plan.fields)[number];
    expect(unchosen({ ...plan, fields: [field] }, {})).toEqual(['constructor']);
  });

  it('does nothing on news of another run', () => {
    expect(next(started, { event: 'ended', run: 'other', outcome: ready })).toBe(started);
    expect(next(idle, { event: 'progress', run: 'r1', progress: { step: 's', done: 0, total: 1 } })).toBe(idle);
  });

  it('does not start a second act over a running one', () => {
    expect(next(started, { event: 'started', run: 'r2', act: { act: 'check', conflict: refused.id } })).toBe(started);
  });

  it('remembers what was consented to, for the next asking', () => {
    const outcome: Outcome = {
      act: 'replay-prepare',
      outcome: 'refused',
      sentence: 'No.',
      needs: 'repeat-unsafe-method',
    };
    const state = next(started, { event: 'ended', run: 'r1', outcome });
    expect(state.replay).toEqual({
      stage: 'refused',
      sentence: 'No.',
      needs: 'repeat-unsafe-method',
      accepted: ['create-anew'],
      corrections: [],
      without: null,
      tokens: null,
    });
  });

  it('keeps the choices while sending, after a cancel and when nothing could be sent; drops the plan when it was sent', () => {
    const send: Act = { act: 'replay-send', plan: plan.id, choices: {} };
    const sending = next(prepared, { event: 'started', run: 'r2', act: send });
    expect(sending.replay).toBe(prepared.replay);
    const end = (outcome: Outcome): RunState => next(sending, { event: 'ended', run: 'r2', outcome });
    expect(end({ act: 'replay-send', outcome: 'cancelled', sentence: 'Cancelled.' }).replay).toBe(prepared.replay);
    expect(end({ act: 'replay-send', outcome: 'failed', sentence: 'That is no JSON.' }).replay).toBe(prepared.replay);
    const again: Outcome = {
      act: 'replay-send',
      outcome: 'refused-again',
      sentence: 'Again.',
      status: 409,
      token: null,
      sent: null,
      confirmed: null,
    };
    expect(end(again).replay).toBeNull();
    expect(offersAnotherRound(again)).toBe(true);
    expect(offersAnotherRound({ ...again, outcome: 'saved' })).toBe(false);
  });
});

describe('rows', () => {
  const [a, b, c] = [exchange({ status: 409 }), exchange({ status: 412 }), exchange({ status: 409, method: 'PATCH' })];

  it('come newest first and keep their objects when nothing changed', () => {
    expect(newestFirst([a, c, b]).map((x) => x.id)).toEqual([c.id, b.id, a.id]);
    const before = [c, b];
    expect(keepSame(before, [{ ...c }, { ...b }])).toBe(before);
    expect(keepSame(before, [{ ...c, endedAt: 1 }, { ...b }])[1]).toBe(b);
  });

  it('move by keys and stop at the ends', () => {
    expect(moveTo('ArrowDown', 0, 3, 10)).toBe(1);
    expect(moveTo('ArrowUp', 0, 3, 10)).toBe(0);
    expect(moveTo('PageDown', 0, 3, 10)).toBe(2);
    expect(moveTo('toString', 0, 3, 10)).toBeNull();
    expect(moveTo('End', 0, 0, 10)).toBeNull();
  });
});

describe('the headline', () => {
  it('says the top cause with its strength, and its remedy', () => {
    const { world } = story();
    const said = headline(world.findings, world.cause);
    expect(said.sentence).toBe('Likely: Somebody else saved in between.');
    expect(said.remedy).toBe('replay');
  });

  it('claims nothing where nothing is known, and offers the check', () => {
    const { world } = story();
    const said = headline(
      world.findings.filter((f) => f.finding !== 'cause'),
      world.cause,
    );
    expect(said.sentence).toBe('Not yet known. No read past the cache was seen yet.');
    expect(said).toMatchObject({ cause: null, remedy: 'check' });
  });

  it('leaves out what does not apply and folds what is settled or open', () => {
    const { shown, folded } = sorted(story().world.findings);
    expect(shown.map((f) => f.finding)).toEqual(['cause', 'error']);
    expect(folded.map((f) => f.finding)).toEqual(['unknown', 'ruled-out', 'ruled-out']);
  });
});

describe('JSON laid out', () => {
  it('keeps every token as it was written', () => {
    expect(laidOut('{"a":12345678901234567890,"b":[1.0,{}],"c":"x, \\"{y}"}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": [\n    1.0,\n    {}\n  ],\n  "c": "x, \\"{y}"\n}',
    );
  });

  it('leaves alone what is no JSON', () => {
    expect(laidOut('{"a":')).toBe('{"a":');
    expect(laidOut('<html>')).toBe('<html>');
  });
});

describe('host patterns', () => {
  it('have no port and only for the web', () => {
    expect(patternOf('http://localhost:8080')).toBe('http://localhost/*');
    expect(patternOf('chrome://newtab')).toBeNull();
    expect(patternOf('null')).toBeNull();
  });
});

describe('the next step', () => {
  const cleared: Outcome = {
    act: 'clear-resource',
    outcome: 'cleared',
    sentence: 'Cleared.',
    cleared: [],
    before: null,
    after: null,
  };

  it('goes on from the remedy once that was done', () => {
    expect(nextStep('clear-resource', null)).toBe('clear-resource');
    expect(nextStep('clear-resource', cleared)).toBe('replay');
    expect(nextStep('replay', cleared)).toBe('replay');
    expect(nextStep('check', { act: 'check', outcome: 'checked', sentence: 'Asked.', exchanges: [] })).toBe('tell');
    expect(nextStep('replay', { act: 'check', outcome: 'failed', sentence: 'No page.' })).toBe('replay');
  });

  it('knows the save that came through after all, and takes no other for it', () => {
    const refused = exchange({ method: 'PUT', status: 409 });
    const others = [
      exchange({ method: 'PUT', status: 200, tabId: 2 }),
      exchange({ method: 'PUT', status: 412 }),
      exchange({ method: 'GET' }),
      exchange({ method: 'PUT', status: 200, parent: { id: 'another', role: 'replay-send', note: '' } }),
    ];
    expect(savedSince(caseOf(refused, others))).toBeNull();
    const replayed = exchange({
      method: 'PUT',
      status: 200,
      parent: { id: refused.id, role: 'replay-send', note: '' },
    });
    expect(savedSince(caseOf(refused, [...others, replayed]))?.id).toBe(replayed.id);
  });

  it('is not told by tabs where a file does not tell them: somebody else may have written', () => {
    const refused = exchange({ method: 'PUT', status: 409, requestBody: '{"title":"Mine"}' });
    const theirs = exchange({ method: 'PUT', status: 200, requestBody: '{"title":"Theirs"}' });
    const same = exchange({ method: 'PUT', status: 200, requestBody: '{"title":"Mine"}' });
    const file = (...later: Exchange[]) => ({ ...caseOf(refused, later), tellsTabs: false as const });
    expect(savedSince(file(theirs))).toBeNull();
    expect(savedSince(file(theirs, same))?.id).toBe(same.id);
    expect(savedSince(caseOf(refused, [theirs]))?.id).toBe(theirs.id);
  });
});
