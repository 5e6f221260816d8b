import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/index.ts';
import type { HeaderList } from '../../../src/http/header-list.ts';
import { caseOf, exchange } from '../cases.ts';
import { sayings } from './families.ts';

const table = sayings
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [kind = '', how = '', status = '', ...words] = line.split('|');
    return { kind, how, status: Number(status), words: words.join('|') };
  });

const sent: { readonly [flag: string]: HeaderList } = { m: [['If-Match', '"abc123"']], n: [['If-None-Match', '*']] };

describe('ordinary ways to say it', () => {
  test.each(table)('$kind: $how $status $words', ({ kind, how, status, words }) => {
    const [method = 'GET', flag = ''] = how.split('+');
    const refused = exchange({
      method,
      status,
      url: method === 'POST' ? 'https://api.test/things' : 'https://api.test/things/7',
      sent: sent[flag] ?? [],
      requestBody: flag === 'v' ? '{"version":3,"name":"x"}' : /^P/.test(method) ? '{"name":"x"}' : null,
      responseBody: words === '' ? null : words,
    });
    const best = diagnose(caseOf(refused)).find(({ finding }) => finding === 'cause');
    expect(best?.kind, best?.cause).toBe(kind);
  });
});
