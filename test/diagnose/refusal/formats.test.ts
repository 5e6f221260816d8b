import { describe, expect, test } from 'vitest';
import { readRefusal } from '../../../src/diagnose/refusal/read.ts';
import type { HeaderList } from '../../../src/http/header-list.ts';

function said(body: unknown, headers: HeaderList | null = null) {
  return readRefusal(typeof body === 'string' ? body : JSON.stringify(body), headers);
}

describe('families of JSON errors', () => {
  test('problem details: the type’s end, title, detail, and the version handed over', () => {
    const body = {
      type: 'https://x.test/probs/#!version-mismatch',
      title: 'Mismatch',
      detail: 'It differs.',
      currentVersion: 2,
    };
    expect(said(body)).toMatchObject({
      format: 'problem-details',
      codes: expect.arrayContaining(['!version-mismatch']),
      messages: ['It differs.'],
      current: [{ name: 'currentVersion', value: '2' }],
    });
  });

  test('JSON:API: code, detail and the pointer', () => {
    const errors = [
      {
        status: '409',
        code: 'TAKEN',
        title: 'Taken',
        detail: 'The slug is taken.',
        source: { pointer: '/data/attributes/slug' },
      },
    ];
    expect(said({ errors })).toMatchObject({
      format: 'json-api',
      codes: ['TAKEN', 'Taken'],
      messages: ['The slug is taken.'],
      fields: ['/data/attributes/slug'],
    });
  });

  test('GraphQL: the code in extensions', () => {
    const errors = [{ message: 'It was changed meanwhile.', path: ['save'], extensions: { code: 'CONFLICT_STALE' } }];
    expect(said({ data: null, errors })).toMatchObject({
      format: 'graphql',
      codes: ['CONFLICT_STALE'],
      messages: ['It was changed meanwhile.'],
    });
  });

  test('violations: field and sentence, not the envelope’s name', () => {
    const violations = [{ propertyPath: 'title', message: 'This value should not be blank.' }];
    expect(said({ '@type': 'ConstraintViolationList', violations })).toMatchObject({
      format: 'violations',
      codes: [],
      messages: ['This value should not be blank.'],
      fields: ['title'],
    });
  });

  test('JMAP: errors of calls and of single objects', () => {
    const body = {
      methodResponses: [
        ['error', { type: 'stateMismatch' }, '0'],
        ['Email/set', { notUpdated: { m1: { type: 'alreadyExists', description: 'One is there.' } } }, '1'],
        ['Email/get', { list: [{ subject: 'stale version conflict' }] }, '2'],
      ],
    };
    expect(said(body)).toMatchObject({
      format: 'jmap',
      codes: ['stateMismatch', 'alreadyExists'],
      messages: ['One is there.'],
      registered: [
        { code: 'stateMismatch', meaning: 'version' },
        { code: 'alreadyExists', meaning: 'exists' },
      ],
    });
  });

  test('codes whose meaning a specification fixes', () => {
    const scim = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], scimType: 'uniqueness' };
    expect(said(scim).registered).toEqual([{ code: 'uniqueness', meaning: 'exists' }]);
    const fhir = { resourceType: 'OperationOutcome', issue: [{ code: 'lock-error' }, { code: 'conflict' }] };
    expect(said(fhir).registered).toEqual([{ code: 'lock-error', meaning: 'locked' }]);
  });

  test('Google RPC: reasons of the details', () => {
    const error = {
      code: 409,
      status: 'ABORTED',
      message: 'Busy now.',
      details: [{ '@type': 'x', reason: 'LOCKED_BY_JOB' }, { retryDelay: '3.5s' }],
    };
    expect(said({ error })).toMatchObject({
      format: 'google-rpc',
      codes: expect.arrayContaining(['LOCKED_BY_JOB']),
      retryAfter: 3.5,
    });
  });

  test('AWS JSON: the type after its namespace, and the header’s code', () => {
    expect(
      said({ __type: 'com.amazon#ResourceInUse', message: 'Still in use.' }, [
        ['x-amzn-ErrorType', 'ResourceInUse:http://x'],
      ]),
    ).toMatchObject({
      format: 'aws',
      codes: expect.arrayContaining(['ResourceInUse']),
      messages: ['Still in use.'],
    });
  });

  test('OData: inner errors first, SAP’s sentence in message.value', () => {
    const error = {
      code: 'Conflict',
      message: { lang: 'en', value: 'Changed by another user.' },
      innererror: { code: 'ObjectIsBeingRecovered' },
    };
    expect(said({ error })).toMatchObject({
      format: 'odata',
      codes: ['ObjectIsBeingRecovered'],
      messages: ['Changed by another user.'],
    });
  });

  test('FHIR: the sentence counts, a general issue type does not', () => {
    const issue = [{ severity: 'error', code: 'required', diagnostics: 'The version did not match.' }];
    expect(said({ resourceType: 'OperationOutcome', issue })).toMatchObject({
      format: 'fhir',
      codes: [],
      messages: ['The version did not match.'],
    });
  });

  test('SCIM: scimType', () => {
    const body = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '409',
      scimType: 'uniqueness',
      detail: 'One exists.',
    };
    expect(said(body)).toMatchObject({ format: 'scim', codes: ['uniqueness'], messages: ['One exists.'] });
  });

  test('Kubernetes: causes and their fields', () => {
    const body = {
      kind: 'Status',
      reason: 'Conflict',
      message: 'Apply failed.',
      details: { causes: [{ reason: 'FieldManagerConflict', field: '.spec' }], retryAfterSeconds: 1 },
    };
    expect(said(body)).toMatchObject({
      format: 'kubernetes',
      codes: ['FieldManagerConflict'],
      fields: ['.spec'],
      retryAfter: 1,
    });
  });

  test.each([
    ['Django REST framework', { email: ['has already been taken'] }],
    ['Rails and Laravel', { message: 'The given data was invalid.', errors: { email: ['has already been taken'] } }],
  ])('%s: the field and what is said of it', (_, body) => {
    expect(said(body)).toMatchObject({
      fields: ['email'],
      messages: expect.arrayContaining(['email has already been taken']),
    });
  });

  test.each([
    ['Spring', { timestamp: '2024', status: 409, error: 'Conflict', message: 'It exists.', path: '/x' }],
    ['ASP.NET', { Message: 'It exists.' }],
    ['Nest', { statusCode: 409, message: ['It exists.'], error: 'Conflict' }],
    ['FastAPI', { detail: 'It exists.' }],
    ['wrapped', { NeutronError: { type: 'X', message: 'It exists.' } }],
    ['JSON in JSON', { message: '{"error":{"message":"It exists."}}' }],
    ['a bare string', 'It exists.'],
  ])('%s: the sentence, and no echo of the status', (_, body) => {
    expect(said(body).messages).toEqual(['It exists.']);
    expect(said(body).codes).not.toContain('Conflict');
  });

  test('the resource itself beside the error does not speak', () => {
    const body = {
      errors: [
        {
          message: 'Out of date.',
          currentVersion: 2,
          expectedVersion: 1,
          pullRequest: { title: 'Remove the lock', state: 'OPEN' },
        },
      ],
    };
    const read = said(body);
    expect(read.messages).toEqual(['Out of date.']);
    expect(read.current).toEqual([{ name: 'currentVersion', value: '2' }]);
    expect(read.sent).toEqual([{ name: 'expectedVersion', value: '1' }]);
  });
});

describe('XML', () => {
  test('S3 and Azure: code and sentence, request ids left out', () => {
    const body =
      '<?xml version="1.0"?><Error><Code>LeaseIdMissing</Code><Message>There is a lease.\nRequestId:b67\nTime:2024</Message><RequestId>LOCKED</RequestId></Error>';
    expect(said(body)).toMatchObject({ format: 'xml', codes: ['LeaseIdMissing'], messages: ['There is a lease.'] });
  });

  test('WebDAV: an empty element in DAV:error is a precondition’s code', () => {
    const body =
      '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\Locked</s:exception><s:message/><d:lock-token-submitted><d:href>a</d:href></d:lock-token-submitted></d:error>';
    expect(said(body).codes).toEqual(['Sabre\\DAV\\Exception\\Locked', 'lock-token-submitted']);
  });

  test('SOAP: the fault’s words, CDATA as text', () => {
    expect(
      said('<e:Fault xmlns:e="x"><faultstring><![CDATA[It <is> in use]]></faultstring></e:Fault>').messages,
    ).toEqual(['It <is> in use']);
  });
});

describe('pages and plain text', () => {
  test('title and text of a page, without the status line, scripts and the server’s name', () => {
    const body =
      '<html><head><title>409 Conflict</title><script>var locked = "x";</script></head><body><h1>Conflict</h1><p>This page was changed &amp; saved.</p><hr>nginx/1.2</body></html>';
    expect(said(body)).toMatchObject({ format: 'html', messages: ['This page was changed & saved.'] });
  });

  test('text, line by line', () => {
    expect(said('409 Conflict\n\nDuplicate Key: x', null).messages).toContain('Duplicate Key: x');
  });

  test('nothing at all', () => {
    expect(said('')).toMatchObject({ format: 'none', codes: [], messages: [] });
  });
});

describe('what the fields of the answer say', () => {
  test.each([
    ['120', null, 120],
    ['Wed, 21 Oct 2026 07:28:30 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', 30],
    ['Wed, 21 Oct 2026 07:28:30 GMT', null, null],
    ['-5', null, null],
    ['999999', null, null],
  ])('Retry-After %s', (value, date, seconds) => {
    const headers: HeaderList = [['Retry-After', value], ...(date === null ? [] : [['Date', date] as const])];
    expect(said('', headers).retryAfter).toBe(seconds);
  });

  test.each([
    ['23505', 'unique'],
    ['23503', 'foreign-key'],
    ['40001', 'serialization'],
    ['P2002', 'unique'],
    ['E11000 duplicate key error collection: db.users', 'unique'],
    ['SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry', 'unique'],
    ['ORA-00001: unique constraint (X) violated', 'unique'],
    ['SQLITE_CONSTRAINT_FOREIGNKEY', 'foreign-key'],
    ['UNIQUE constraint failed: users.email', 'unique'],
    ['Cannot delete or update a parent row: a foreign key constraint fails', null],
    ['11000', 'unique'],
    ['constructor', null],
  ])('database code %s', (code, fault) => {
    expect(said({ code }).databaseCodes[0]?.fault ?? null).toBe(fault);
  });
});
