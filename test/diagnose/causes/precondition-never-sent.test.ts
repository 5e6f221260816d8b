import { caseOf } from '../cases.ts';
import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const bare = { status: 428, responseBody: '{"detail":"If-Match is required"}' } as const;

fixtures('precondition-never-sent', {
  cause: [
    { story: '428, and the answer names the field', file: documented('python-eve-01'), strength: 'proven' },
    { story: '412 for a missing field', file: documented('microsoft-fhir-server-02'), strength: 'likely' },
    {
      story: 'the words of an old version, and none was sent',
      file: documented('openproject-02'),
      strength: 'possible',
    },
    {
      story: '428 without a word: nothing but the status says so',
      file: caseOf(refused(30, null, { status: 428, responseBody: '' }), [
        load(0, '"1"', { initiator: 'https://api.test' }),
      ]),
      strength: 'likely',
    },
    {
      story: '428 that names the field, and what the save sent was not kept',
      file: caseOf(refused(30, null, { ...bare, requestBody: { state: 'not-kept', why: 'evicted', length: null } }), [
        load(0, '"1"', { initiator: 'https://api.test' }),
      ]),
      strength: 'likely',
    },
    {
      story: '428 that names the field, and the save sent something that may be it',
      file: caseOf(refused(30, null, { ...bare, requestBody: '{"updated_at":"2024-03-01T10:00:00Z"}' }), [
        load(0, '"1"', { initiator: 'https://api.test' }),
      ]),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'a version was sent', file: documented('openproject-01'), says: /lockVersion/ },
    { story: 'exists', file: documented('harbor-01') },
    {
      story: '428, and it is a password that is wanted first',
      file: caseOf(refused(30, null, { status: 428, responseBody: '{"code":"SET_PASSWORD_REQUIRED"}' }), [
        load(0, '"1"'),
      ]),
    },
    {
      story: 'another extension took what the page had set',
      file: caseOf(refused(30, null, { ...bare, set: [['If-Match', '"1"']] }), [load(0, '"1"')]),
      says: 'The page did set If-Match: "1"; it was taken away on its way.',
    },
    {
      story: 'another extension took the version from the page’s read',
      file: caseOf(refused(30, null, { ...bare, set: [] }), [load(0, '"1"', { seen: [] })]),
      says: /ETag was taken from the page’s read/,
    },
    {
      story: 'the browser hid the version of another origin',
      file: caseOf(refused(30, null, bare), [load(0, '"1"', { initiator: 'https://elsewhere.test' })]),
      says: /did not let the page read/,
    },
  ],
  unknown: [{ story: 'the answer was not kept', file: unread('harbor-01'), says: /not kept/ }],
});
