import { describe, expect, test } from 'vitest';
import { carriedBy } from '../../../src/diagnose/refusal/carried.ts';
import { tokenName } from '../../../src/diagnose/refusal/token-name.ts';
import type { HeaderList } from '../../../src/http/header-list.ts';
import { exchange } from '../cases.ts';

type Request = { method?: string; url?: string; sent?: HeaderList; body?: string };

function carriers({ method = 'PUT', url = 'https://api.test/x/1', sent = [], body }: Request): string[] {
  return carriedBy(exchange({ method, url, sent, requestBody: body ?? null })).tokens.map(
    (token) => `${token.carrier}=${token.value}`,
  );
}

describe('version tokens, wherever they travel', () => {
  test.each<[string, Request, string[]]>([
    ['If-Match', { sent: [['If-Match', '"a"']] }, ['header:If-Match="a"']],
    [
      'If-Unmodified-Since',
      { sent: [['If-Unmodified-Since', 'Thu, 26 Jan 2017 20:56:30 GMT']] },
      ['header:If-Unmodified-Since=Thu, 26 Jan 2017 20:56:30 GMT'],
    ],
    ['any vendor’s header', { sent: [['X-Contentful-Version', '5']] }, ['header:X-Contentful-Version=5']],
    [
      'a condition in a vendor’s header',
      { sent: [['x-ms-blob-condition-appendpos', '1024']] },
      ['header:x-ms-blob-condition-appendpos=1024'],
    ],
    ['the query', { url: 'https://api.test/x/1?rev=2-a&api-version=7' }, ['query:rev=2-a']],
    [
      'two numbers',
      { url: 'https://api.test/x/1?if_seq_no=3&if_primary_term=1' },
      ['query:if_seq_no=3', 'query:if_primary_term=1'],
    ],
    ['the body', { body: '{"_rev":"1-a","x":1}' }, ['body:$._rev=1-a']],
    ['deep in the body', { body: '{"metadata":{"resourceVersion":"41"}}' }, ['body:$.metadata.resourceVersion=41']],
    [
      'in a list',
      { body: '{"posts":[{"updated_at":"2024-03-01T10:00:00.000Z"}]}' },
      ['body:$.posts[0].updated_at=2024-03-01T10:00:00.000Z'],
    ],
    ['a precondition of any name', { body: '{"preconditions":{"uid":"4f1"}}' }, ['body:$.preconditions.uid=4f1']],
    ['JSON Patch', { body: '[{"op":"test","path":"/rev","value":4}]' }, ['body:$[0].value=4']],
    [
      'a form',
      { sent: [['Content-Type', 'application/x-www-form-urlencoded']], body: 'post%5Block_version%5D=3&title=x' },
      ['body:post[lock_version]=3'],
    ],
    [
      'a form’s copy of what was loaded',
      {
        sent: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: 'post[original_text]=hell&post[raw]=hello',
      },
      ['body:post[original_text]=hell'],
    ],
    [
      'any condition of a header',
      { sent: [['If-Unmodified-Since-Version', '10']] },
      ['header:If-Unmodified-Since-Version=10'],
    ],
    ['CalDAV’s condition', { sent: [['If-Schedule-Tag-Match', '"a"']] }, ['header:If-Schedule-Tag-Match="a"']],
    ['a dotted query', { url: 'https://api.test/x/1?doc.updateTime=2024' }, ['query:doc.updateTime=2024']],
    ['the latest that the page knew', { body: '{"latest":{"id":555}}' }, ['body:$.latest.id=555']],
    [
      'the commit that was there',
      { body: '{"refUpdates":[{"oldObjectId":"ac1f"}]}' },
      ['body:$.refUpdates[0].oldObjectId=ac1f'],
    ],
    ['attributes of XML', { body: '<osm version="6"><node id="4" version="2"/></osm>' }, ['body:node@version=2']],
    [
      'elements of XML',
      { body: '<?xml version="1.0"?><a><changeToken>5-0</changeToken></a>' },
      ['body:changeToken=5-0'],
    ],
    ['not a page that is saved', { body: '<!doctype html><p data-version="3">x</p>' }, []],
    ['not a lock’s token', { sent: [['Lock-Token', '<urn:uuid:1>']] }, []],
    [
      'not what a read asks',
      {
        sent: [
          ['If-None-Match', '"a"'],
          ['If-Modified-Since', 'x'],
          ['If-Range', '"a"'],
        ],
      },
      [],
    ],
    ['not a folder above', { body: '{"parent":"documents"}' }, []],
    ['not the asterisk', { sent: [['If-Match', '*']] }, []],
    ['not the format’s version', { body: '{"apiVersion":"v1","version":"1.2.3","schemaVersion":4}' }, []],
    ['not the API’s date', { body: '{"Version":"2010-05-08"}' }, []],
    ['not an empty value', { body: '{"version":null,"etag":""}' }, []],
  ])('%s', (_, request, expected) => {
    expect(carriers(request)).toEqual(expected);
  });

  test.each([
    'lockVersion',
    'row_version',
    '_etag',
    '@version',
    'expectedRevision',
    'ifGenerationMatch',
    'x-if-state-token',
    'syncToken',
    'changeKey',
    'doc_stamp',
    '@odata.etag',
    'ModifyIndex',
  ])('%s is a token’s name by its words', (name) => {
    expect(tokenName(name)).toBe('sure');
  });

  test.each(['title', 'conversion', 'apiVersion', 'tlsVersion', 'revenue', 'showVersions', 'app_version', 'passage'])(
    '%s is none',
    (name) => {
      expect(tokenName(name)).not.toBe('sure');
    },
  );
});

describe('what the request wanted', () => {
  const wants = (request: Request) =>
    carriedBy(
      exchange({
        method: request.method ?? 'PUT',
        url: request.url ?? 'https://api.test/x/1',
        sent: request.sent ?? [],
        requestBody: request.body ?? null,
      }),
    );

  test.each<[string, Request, string]>([
    ['If-None-Match: *', { sent: [['If-None-Match', '*']] }, 'If-None-Match: *'],
    ['Overwrite: F', { method: 'MOVE', sent: [['Overwrite', 'F']] }, 'Overwrite: F'],
    ['op_type', { url: 'https://api.test/i/_doc/1?op_type=create' }, 'op_type=create'],
    ['cas=0', { url: 'https://api.test/v1/kv/a?cas=0' }, 'cas=0'],
  ])('create only: %s', (_, request, wish) => {
    expect(wants(request)).toMatchObject({ createOnly: wish, creates: true, tokens: [] });
  });

  test('a POST to a collection creates, one to an act does not', () => {
    expect(wants({ method: 'POST', url: 'https://api.test/users' })).toMatchObject({ creates: true, act: null });
    expect(wants({ method: 'POST', url: 'https://api.test/vms/7/restart' })).toMatchObject({
      creates: false,
      act: 'restart',
    });
  });

  test('locks, deletes and keys', () => {
    expect(wants({ method: 'UNLOCK' }).locks).toBe(true);
    expect(wants({ method: 'DELETE' }).deletes).toBe(true);
    expect(wants({ sent: [['Idempotency-Key', 'k']] }).idempotencyKey).toBe('k');
  });

  test('without the request’s fields nothing follows from an absent one', () => {
    const unseen = exchange({ method: 'PUT' });
    expect(carriedBy({ ...unseen, headers: { set: null, sent: null, received: [], seen: null } }).headersSeen).toBe(
      false,
    );
  });
});
