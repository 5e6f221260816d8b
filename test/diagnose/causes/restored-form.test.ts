import { caseOf } from '../cases.ts';
import { fixtures } from '../fixtures.ts';
import { load, refused } from '../stories.ts';

const form = (seconds: number, version: number, more: Parameters<typeof load>[2] = {}) =>
  load(seconds, null, {
    url: `https://old.test/form${version > 1 ? `?saved=${version}` : ''}`,
    resourceType: 'document',
    responseBody: `<form method=post action=save><input type="hidden" name="lock_version" value="${version}"><input name=title></form>`,
    ...more,
  });
const save = refused(30, null, {
  method: 'POST',
  url: 'https://old.test/save',
  status: 409,
  sent: [['Content-Type', 'application/x-www-form-urlencoded']],
  requestBody: 'lock_version=1&title=x',
  responseBody: '<h1>Edit conflict</h1>',
});

fixtures('restored-form', {
  cause: [
    {
      story: 'Back brought the old form',
      file: caseOf(save, [], { neighbours: [form(0, 1), form(10, 2)] }),
      strength: 'likely',
      says: /served with lock_version = 2/,
    },
    {
      story: 'Back took the old page from the cache',
      file: caseOf(save, [], { neighbours: [form(0, 1), form(10, 2), form(20, 1, { servedBy: 'http-cache' })] }),
      strength: 'likely',
    },
    {
      story: 'Back took the old page from a cache that nothing tells of: it has the first one’s Date',
      file: caseOf(save, [], {
        neighbours: [form(0, 1), form(10, 2), form(20, 1, { received: form(0, 1).headers.received ?? [] })],
      }),
      strength: 'likely',
    },
  ],
  ruledOut: [
    { story: 'sent as served', file: caseOf(save, [], { neighbours: [form(0, 1)] }), says: /as it was served/ },
    {
      story: 'another record’s form has another version',
      file: caseOf(save, [], { neighbours: [form(0, 1), form(10, 2, { url: 'https://old.test/other' }), form(20, 1)] }),
    },
    { story: 'the version was in no page', file: caseOf(save, [], { neighbours: [form(0, 5)] }) },
  ],
  unknown: [
    { story: 'the page was not recorded', file: caseOf(save) },
    {
      story: 'a later page of the form is known, its content is not',
      file: caseOf(save, [], {
        neighbours: [form(0, 1), form(10, 2, { responseBody: { state: 'not-kept', why: 'not-given', length: null } })],
      }),
    },
  ],
  notApplicable: [{ story: 'no form', file: caseOf(refused(30, '"1"'), [load(0, '"1"')]) }],
});
