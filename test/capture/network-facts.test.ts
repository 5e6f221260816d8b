import { describe, expect, it } from 'vitest';
import { networkFacts, parseNetworkFacts } from '../../src/capture/network-facts.ts';
import { parseSighting } from '../../src/capture/parse-sighting.ts';
import type { Sighting } from '../../src/capture/sighting.ts';
import { fold } from '../../src/record/fold.ts';
import { keysOf, unfold } from '../../src/record/unfold.ts';
import { parseRow } from '../../src/store/parse-row.ts';
import { part } from '../record/part-of.ts';

const frame = (functionName: string, line: number) => ({
  functionName,
  url: 'https://app.example/app.js',
  lineNumber: line,
  columnNumber: 3,
});
/** As Chromium 156 gives it. */
const entry = {
  timings: { blocked: 1.234, dns: -1, connect: -1, ssl: -1, send: 0.1, wait: 20.06, receive: 2, _blocked_queueing: 1 },
  _fromCache: 'disk',
  _initiator: {
    type: 'script',
    stack: { callFrames: [frame('save', 11)], parent: { callFrames: [frame('onClick', 40), { url: '' }] } },
  },
  response: { httpVersion: 'h2', _transferSize: 512 },
};

describe('the network facts of a HAR entry', () => {
  it('are the phases that took place, the stack across awaits, protocol, cache and size', () => {
    expect(networkFacts(entry, true)).toEqual({
      phases: { blocked: 1.2, send: 0.1, wait: 20.1, receive: 2 },
      stack: [
        { name: 'save', url: 'https://app.example/app.js', line: 11, column: 3 },
        { name: 'onClick', url: 'https://app.example/app.js', line: 40, column: 3 },
      ],
      protocol: 'h2',
      cache: 'disk',
      transferred: 512,
    });
  });

  it('leave the stack of a read out, and are none where nothing is told', () => {
    expect(networkFacts(entry, false)).not.toHaveProperty('stack');
    expect(networkFacts({ response: { httpVersion: 'http/0.0', _transferSize: 0 } }, true)).toBeNull();
  });

  it('are bounded, whatever a page calls its functions', () => {
    const deep = { stack: { callFrames: Array.from({ length: 500 }, () => frame('f'.repeat(10_000), 1)) } };
    const facts = networkFacts({ _initiator: deep }, true);
    expect(facts?.stack?.length).toBeLessThanOrEqual(12);
    expect(facts?.stack?.[0]?.name.length).toBeLessThanOrEqual(200);
    expect(parseNetworkFacts({ stack: 'x', phases: [], protocol: 7 })).toBeNull();
  });

  it('reach the row and come back from it, without the secrets in a script’s address', () => {
    const sighting: Sighting = {
      source: 'devtools-network',
      key: null,
      state: 'done',
      method: 'PUT',
      url: 'https://app.example/1',
      startedAt: 1,
      tabId: 1,
      status: 409,
      network: {
        ...networkFacts(entry, true),
        stack: [{ name: 'save', url: 'https://app.example/app.js?access_token=planted-secret', line: 11, column: 3 }],
      },
    };
    const told = parseSighting(JSON.parse(JSON.stringify(sighting)));
    if (told === null) throw new Error('The sighting does not parse');
    const entryOf = { id: 'x', parts: [part(told)] };
    const exchange = fold(entryOf);
    const row = parseRow({ ...exchange, rank: 1, keys: [], open: [], room: [0, 0] });
    expect(row?.network?.phases).toEqual({ blocked: 1.2, send: 0.1, wait: 20.1, receive: 2 });
    expect(row?.network?.stack?.[0]).toMatchObject({ name: 'save', line: 11, column: 3 });
    expect(JSON.stringify(row)).not.toContain('planted-secret');
    expect(fold(unfold(exchange, keysOf(entryOf))).network).toEqual(exchange.network);
  });
});
