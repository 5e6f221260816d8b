import { type Example, optimistic, pessimistic } from './examples.ts';
import { statuses } from './statuses.ts';

/** One page on refused saves: which status means what, how conditions work, and how servers and clients get it right. */
export function Guide() {
  return (
    <main class="page">
      <h1>Refused saves, explained</h1>
      <p class="lead">
        A 409 is not a breakdown. The server has understood you and says: what I hold now does not fit what you want to
        do. Most often somebody, or you in another tab, saved in between.
      </p>

      <h2>409 and its neighbours</h2>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">When a server should answer it</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {statuses.map((row) => (
              <tr key={row.status}>
                <th scope="row">{row.status}</th>
                <td>
                  {row.when} <span class="quiet">{row.spec}</span>
                </td>
                <td>{row.remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>

      <h2>Conditional requests</h2>
      <p>
        An answer may carry a validator: an <code>ETag</code>, or the weaker <code>Last-Modified</code>. It names the
        version that you were given. Send it back with your save as <code>If-Match</code>, and the server writes only if
        it still holds that version. Otherwise it answers 412, or 409, and nobody’s work is lost.
      </p>
      <ul>
        <li>
          Send the tag back as it came, with its quotes. A tag that begins with <code>W/</code> is weak and never
          matches in <code>If-Match</code> (RFC 9110 §13.1.1).
        </li>
        <li>
          <code>If-None-Match: *</code> means: only if there is nothing yet. It makes a safe create.
        </li>
        <li>
          <code>If-Match: *</code> means: whatever you hold. It overwrites blindly, which is what you wanted to avoid.
        </li>
        <li>
          Many interfaces carry the version in the content or the address instead (<code>_rev</code>,{' '}
          <code>version</code>, <code>?rev=</code>). The idea is the same.
        </li>
        <li>
          For another origin, scripts see an ETag only if the server says{' '}
          <code>Access-Control-Expose-Headers: ETag</code>.
        </li>
        <li>
          A read that the browser’s cache answered may be old. Serve what people edit with{' '}
          <code>Cache-Control: no-cache</code>: it is still stored, but asked about each time.
        </li>
      </ul>

      <h2>Optimistic locking</h2>
      <p>Nobody waits. Each write says which version it was made for, and the later one is asked to merge.</p>
      <Examples examples={optimistic} />

      <h2>Pessimistic locking</h2>
      <p>One writer at a time; the others wait or are told who holds the lock. Every lock needs an end of its own.</p>
      <Examples examples={pessimistic} />

      <h2>A 409 on a GET, and what crawlers make of it</h2>
      <p>
        A read does not conflict with anything, so a 409 on a GET is nearly always a fault: a guard or a plugin that
        answers the wrong status. People see an error page; search engines treat it as a client error. They do not index
        the page, and one that was indexed drops out after repeated visits. Being slowed down or kept out is 429 or 503
        with <code>Retry-After</code>, and a thing that is gone is 404 or 410.
      </p>
    </main>
  );
}

function Examples({ examples }: { readonly examples: readonly Example[] }) {
  return (
    <>
      {examples.map((example) => (
        <section key={example.name}>
          <h3>{example.name}</h3>
          <p>{example.note}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{example.code}</code>
          </pre>
        </section>
      ))}
    </>
  );
}
