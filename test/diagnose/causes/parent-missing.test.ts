import { caseOf, exchange } from '../cases.ts';
import { documented, unread } from '../documented.ts';
import { fixtures } from '../fixtures.ts';

const url = 'https://dav.test/notes/nowhere/new.json';
const above = 'https://dav.test/notes/nowhere/';

/** Apache httpd 2.4 has no words of its own for a 409. */
const httpd = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html><head>
<title>409 Conflict</title>
</head><body>
<h1>Conflict</h1>
<p>The server encountered an internal error or
misconfiguration and was unable to complete
your request.</p>
<p>Please contact the server administrator at
 [no address given] to inform them of the time this error occurred,
 and the actions you performed just before this error.</p>
<p>More information about this error may be available
in the server error log.</p>
</body></html>`;

/** A PUT below a folder, refused without words; the folder answered `parent` to the check, and the document `self` to the page. */
function wordless({ parent, self = 404 }: { parent: number | null; self?: number | null }) {
  const read = exchange({ url, status: self ?? 404 });
  const refused = exchange({
    url,
    method: 'PUT',
    status: 409,
    requestBody: '{"title":"mine"}',
    responseBody: httpd,
    received: [['Content-Type', 'text/html; charset=iso-8859-1']],
  });
  const probe = { id: refused.id, role: 'probe', note: 'parent' } as const;
  const check = parent === null ? [] : [exchange({ url: above, method: 'HEAD', status: parent, parent: probe })];
  return caseOf(refused, self === null ? [] : [read], { neighbours: check });
}

fixtures('parent-missing', {
  cause: [
    { story: 'a collection is missing', file: documented('sabre-dav-nextcloud-owncloud-04'), strength: 'likely' },
    { story: 'MKCOL below nothing', file: documented('sabre-dav-nextcloud-owncloud-05'), strength: 'likely' },
    {
      story: 'no words, and the check found nothing above it nor at its own place',
      file: wordless({ parent: 404 }),
      strength: 'likely',
      says: /folder above answered 404/,
    },
    {
      story: 'no words, nothing above it, and the document itself was never asked for',
      file: wordless({ parent: 404, self: null }),
      strength: 'possible',
    },
  ],
  ruledOut: [
    { story: 'no words, and the folder above is there', file: wordless({ parent: 200 }), says: /answered 200/ },
    { story: 'locked', file: documented('sabre-dav-nextcloud-owncloud-06') },
    { story: 'exists', file: documented('harbor-01') },
  ],
  unknown: [
    { story: 'no words, and not checked', file: wordless({ parent: null }), probe: 'parent', says: /not asked/ },
    { story: 'the answer was not kept', file: unread('sabre-dav-nextcloud-owncloud-04'), says: /not kept/ },
    {
      story: 'the answer has no words',
      file: documented('sabre-dav-nextcloud-owncloud-04', { responseBody: { state: 'none' } }),
      says: /no reason/,
    },
  ],
});
