/**
 * Where the page puts its version token, and what it does to it before. The ordinary page echoes the ETag in If-Match;
 * the others are the habits of real apps, good and bad.
 *
 * @typedef {{ etag: string | null, modified: string | null, value: Record<string, unknown> }} Known
 */

const mangled = {
  null: (tag) => String(tag),
  'no-quotes': (tag) => tag?.replaceAll('"', ''),
  'no-weak-prefix': (tag) => tag?.replace(/^W\//, ''),
  clock: () => `"${Date.now()}"`,
  'version-number': (tag) => tag?.replace(/\D/g, ''),
};

const carriers = {
  'if-match': (request, known, mangle) => {
    const tag = mangle === undefined ? known.etag : mangled[mangle](known.etag);
    if (tag !== null && tag !== undefined) request.headers['If-Match'] = tag;
  },
  none: () => {},
  'if-none-match-star': (request) => {
    request.headers['If-None-Match'] = '*';
  },
  'if-unmodified-since': (request, known) => {
    if (known.modified !== null) request.headers['If-Unmodified-Since'] = known.modified;
  },
  'body-rev': (request, known) => {
    request.value._rev = known.value._rev;
  },
  'query-rev': (request, known) => {
    request.url.searchParams.set('rev', String(known.value._rev ?? ''));
  },
  'next-version': (request, known) => {
    request.value.version = { number: Number(known.value.version?.number ?? 0) + 1 };
  },
  'seq-and-term': (request, known) => {
    request.url.searchParams.set('if_seq_no', String(known.value._seq_no ?? ''));
    request.url.searchParams.set('if_primary_term', String(known.value._primary_term ?? ''));
  },
};

/** Puts the token of what is known into the request. */
export function carry(request, known, page) {
  carriers[page.token ?? 'if-match'](request, known, page.mangle);
}

const wrappers = {
  graphql: (value, known) => ({
    query:
      'mutation Save($id: ID!, $version: Int!, $note: NoteInput!) { saveNote(id: $id, version: $version, note: $note) { id version } }',
    variables: { id: '1', version: Number(known.value.version ?? 0), note: value },
  }),
  batch: (value, known) => ({
    requests: ['1', '2'].map((id) => ({
      id,
      method: 'PUT',
      url: 'notes/1',
      headers: { 'If-Match': known.etag ?? '' },
      body: id === '1' ? value : { ...value, tags: [...value.tags, 'batch'] },
    })),
  }),
};

/** The body as it is sent. */
export function wrapped(value, known, page) {
  return page.wrap === undefined ? value : wrappers[page.wrap](value, known);
}

/** What the page knows of the note after a save: the answer's value, where it has one. */
export function learnt(value, known, page) {
  const told = page.wrap === 'graphql' ? value.data?.saveNote : value;
  return told !== null && typeof told === 'object' && Object.keys(told).length > 0 ? told : known.value;
}
