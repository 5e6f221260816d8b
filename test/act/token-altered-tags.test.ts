import { describe, expect, test } from 'vitest';
import { learnToken } from '../../src/act/token/learn-token.ts';
import { plainFormToAsk } from '../../src/act/token/repair.ts';
import { exchange } from './token-exchanges.ts';

const gzip = { 'Content-Encoding': 'gzip' };

function read(etag: string, answer: string, more: { readonly [name: string]: string } = {}) {
  return exchange({ response: { ETag: etag, ...more }, answer });
}

function save(ifMatch: string, status: number) {
  return exchange({ method: 'PUT', status, request: { 'If-Match': ifMatch }, sent: { title: 'mine' } });
}

/** What a replay would send in If-Match after the save that named `stale` was refused. */
function sends({
  base,
  refused,
  fresh,
  earlier = [],
  confirmed = [],
}: Record<'base' | 'refused' | 'fresh', ReturnType<typeof read>> & {
  readonly earlier?: readonly ReturnType<typeof read>[];
  readonly confirmed?: readonly string[];
}) {
  const token = learnToken({ refused, baseRead: base, freshRead: fresh, earlier, confirmed });
  return token.ok ? token.carriers[0].fresh : token.code;
}

describe('a fresh tag that was altered on its way', () => {
  test('the suffix of the coding that the answer bears is left out where the server says that the plain form names the same', () => {
    const base = read('"1-gzip"', 'old', gzip);
    const refused = save('"1-gzip"', 412);
    const fresh = read('"2-gzip"', 'new', gzip);
    expect(sends({ base, refused, fresh })).toBe('"2-gzip"');
    expect(sends({ base, refused, fresh, confirmed: ['"2"'] })).toBe('"2"');
    expect(plainFormToAsk(fresh)).toBe('"2"');
  });

  test('nothing is asked of a weak tag, of a plain one, or of a suffix that is the server’s own', () => {
    expect(plainFormToAsk(read('W/"2"', 'new', gzip))).toBeNull();
    expect(plainFormToAsk(read('"2"', 'new', gzip))).toBeNull();
    expect(plainFormToAsk(read('"2-gzip"', 'new'))).toBeNull();
  });

  test('an answer that had the plain form shows it only with the same body', () => {
    const base = read('"1-gzip"', 'old', gzip);
    const refused = save('"1-gzip"', 412);
    const fresh = read('"2-gzip"', 'new', gzip);
    expect(sends({ base, refused, fresh, earlier: [read('"2"', 'new')] })).toBe('"2"');
    expect(sends({ base, refused, fresh, earlier: [read('"2"', 'another')] })).toBe('"2-gzip"');
  });

  test('a suffix on an answer without that coding is the server’s own', () => {
    const base = read('"1-gzip"', 'old');
    const refused = save('"1-gzip"', 412);
    expect(sends({ base, refused, fresh: read('"2-gzip"', 'new') })).toBe('"2-gzip"');
    expect(sends({ base, refused, fresh: read('"2-gzip"', 'new', { 'Content-Encoding': 'br' }) })).toBe('"2-gzip"');
  });

  test('a server that took the suffixed form before gets it again', () => {
    const earlier = [save('"0-gzip"', 204)];
    const base = read('"1-gzip"', 'old', gzip);
    const refused = save('"1-gzip"', 412);
    expect(sends({ base, refused, fresh: read('"2-gzip"', 'new', gzip), earlier })).toBe('"2-gzip"');
  });

  describe('a weak one', () => {
    const base = read('W/"1"', 'old', gzip);
    const refused = save('W/"1"', 412);
    const before = read('W/"2"', 'new', gzip);
    const replay = save('W/"2"', 412);

    test('stays as it is in the first round, for nothing says what made it weak', () => {
      expect(sends({ base, refused, fresh: read('W/"2"', 'new', gzip) })).toBe('W/"2"');
    });

    test('is sent plain once it was refused while the body stayed the same', () => {
      const fresh = read('W/"2"', 'new', gzip);
      expect(sends({ base, refused, fresh, earlier: [before, replay] })).toBe('"2"');
    });

    test('stays as it is where the body changed under it', () => {
      const fresh = read('W/"2"', 'newer', gzip);
      expect(sends({ base, refused, fresh, earlier: [before, replay] })).toBe('W/"2"');
    });

    test('and is not tried a third time', () => {
      const fresh = read('W/"2"', 'new', gzip);
      expect(sends({ base, refused, fresh, earlier: [before, replay, save('"2"', 412)] })).toBe('W/"2"');
    });
  });
});
