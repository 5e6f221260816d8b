import { expect, test } from 'vitest';
import { aimsAtSame } from '../../src/diagnose/facts/same-aim.ts';
import { exchange } from './cases.ts';

const post = (url: string, requestBody: string, method = 'POST') =>
  exchange({ method, url: `https://api.test${url}`, requestBody });

test.each([
  ['a PUT writes what its address names', post('/a', '{"id":1}', 'PUT'), post('/a', '{"id":2}', 'PUT'), true],
  ['other ids', post('/rpc', '{"params":{"id":1}}'), post('/rpc', '{"params":{"id":2}}'), false],
  ['the same id', post('/rpc', '{"params":{"id":1},"text":"a"}'), post('/rpc', '{"params":{"id":1},"text":"b"}'), true],
  [
    'other parts of the same thing',
    post('/rpc', '{"id":1,"tags":[{"id":3}]}'),
    post('/rpc', '{"id":1,"tags":[{"id":4}]}'),
    true,
  ],
  ['ids of requests tell nothing', post('/rpc', '{"requestId":1}'), post('/rpc', '{"requestId":2}'), null],
  ['forms with other ids', post('/post.php', 'post_ID=1&text=a'), post('/post.php', 'post_ID=2&text=a'), false],
  ['an address that names one thing', post('/notes/7', '{"text":"a"}'), post('/notes/7', '{"text":"b"}'), true],
  ['a POST beside a PUT', post('/notes/7', '{"like":true}'), post('/notes/7', '{"text":"b"}', 'PUT'), null],
  ['nothing that names a thing', post('/tags', '{"name":"red"}'), post('/tags', '{"name":"blue"}'), null],
  ['the very same request', post('/tags', '{"name":"red"}'), post('/tags', '{"name":"red"}'), true],
] as const)('%s', (_, x, save, same) => {
  expect(aimsAtSame(x, save)).toBe(same);
});
