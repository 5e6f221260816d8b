import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disguisedRefusal } from '../../../src/diagnose/watch/disguise.ts';
import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused, saved } from '../stories.ts';

const answered = (status: number, responseBody: string, more: Parameters<typeof saved>[3] = {}) =>
  saved(30, null, null, { method: 'POST', status, responseBody, ...more });
const graphql = answered(
  200,
  '{"data":null,"errors":[{"message":"The note was changed.","extensions":{"code":"CONFLICT"}}]}',
);

fixtures('conflict-in-disguise', {
  cause: [
    { story: 'GraphQL', file: caseOf(graphql), strength: 'likely', says: /CONFLICT/ },
    {
      story: 'MediaWiki',
      file: caseOf(answered(200, '{"error":{"code":"editconflict","info":"Edit conflict detected."}}')),
      strength: 'likely',
    },
    {
      story: 'a batch',
      file: caseOf(answered(200, '{"responses":[{"id":"1","status":200},{"id":"2","status":412}]}')),
      strength: 'likely',
    },
    {
      story: 'a multi-status',
      file: caseOf(
        answered(
          207,
          '<d:multistatus xmlns:d="DAV:"><d:response><d:status>HTTP/1.1 412 Precondition Failed</d:status></d:response></d:multistatus>',
        ),
      ),
      strength: 'likely',
    },
    {
      story: 'a 422 whose code names it',
      file: caseOf(
        answered(
          422,
          '{"errors":[{"code":"stale_object","field":"lock_version","message":"The note has been updated by another user."}]}',
        ),
      ),
      strength: 'likely',
    },
    {
      story: 'a 400 whose sentence says it',
      file: caseOf(answered(400, '{"message":"The version of the object does not match the current version."}')),
      strength: 'likely',
    },
  ],
  ruledOut: [
    {
      story: 'GraphQL, wrong input',
      file: caseOf(
        answered(200, '{"errors":[{"message":"The title is too long.","extensions":{"code":"BAD_USER_INPUT"}}]}'),
      ),
    },
    {
      story: 'a 422 for a title too short',
      file: caseOf(answered(422, '{"errors":[{"code":"too_short","field":"title","message":"Title is too short."}]}')),
    },
  ],
  unknown: [
    {
      story: 'the body was not kept',
      file: caseOf(answered(200, '', { responseBody: { state: 'not-kept', why: 'too-large', length: 9 } })),
    },
  ],
  notApplicable: [
    { story: 'a refusal that says what it is', file: caseOf(refused(30, '"1"')) },
    { story: 'a read', file: caseOf(load(30, '"1"')) },
  ],
});

describe('ordinary traffic', () => {
  test.each([
    ['data that speaks of conflicts', 200, '{"status":"conflict","events":[{"code":"CONFLICT"}],"conflicts":[1]}'],
    ['a note about conflicts', 200, '{"title":"version_conflict","body":"409 Conflict, HTTP/1.1 409 Conflict"}'],
    ['a list of earlier errors', 200, '{"log":[{"error":{"code":"editconflict"}}]}'],
    ['a batch that went well', 200, '{"responses":[{"status":200},{"status":201}]}'],
    ['a resource whose own status is a number', 201, '{"id":1,"status":409}'],
    ['an empty answer', 200, ''],
    ['a calendar', 400, '{"error":"The time conflicts with another event."}'],
    ['a bad date', 422, '{"error":"Version must be a number."}'],
  ])('%s: nothing is said', (_, status, text) => {
    expect(disguisedRefusal(answered(status, text))).toBeNull();
  });

  test('never throws, and finds nothing in JSON that has no errors member', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(200, 201, 207), (text, status) => {
        const found = disguisedRefusal(answered(status, text));
        if (!/"(errors?|responses)"/.test(text)) expect(found).toBeNull();
      }),
    );
  });
});
