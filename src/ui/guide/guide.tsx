import { say } from '../../texts/say.ts';
import { Marked } from '../shared/marked.tsx';
import { type Example, optimistic, pessimistic } from './examples.ts';
import { statuses } from './statuses.ts';

/** One page on refused saves: which status means what, how conditions work, and how servers and clients get it right. */
export function Guide() {
  return (
    <main class="page">
      <h1>{say`Refused saves, explained`}</h1>
      <p class="lead">{say`A 409 is not a breakdown. The server has understood you and says: what I hold now does not fit what you want to do. Most often somebody, or you in another tab, saved in between.`}</p>

      <h2>{say`409 and its neighbours`}</h2>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">{say`Status`}</th>
              <th scope="col">{say`When a server should answer it`}</th>
              <th scope="col">{say`What to do`}</th>
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

      <h2>{say`Conditional requests`}</h2>
      <p>
        <Marked
          text={say`An answer may carry a validator: an {ETag}, or the weaker {Last-Modified}. It names the version that you were given. Send it back with your save as {If-Match}, and the server writes only if it still holds that version. Otherwise it answers 412, or 409, and nobody’s work is lost.`}
        />
      </p>
      <ul>
        <li>
          <Marked
            text={say`Send the tag back as it came, with its quotes. A tag that begins with {W/} is weak and never matches in {If-Match} (RFC 9110 §13.1.1).`}
          />
        </li>
        <li>
          <Marked text={say`{If-None-Match: *} means: only if there is nothing yet. It makes a safe create.`} />
        </li>
        <li>
          <Marked
            text={say`{If-Match: *} means: whatever you hold. It overwrites blindly, which is what you wanted to avoid.`}
          />
        </li>
        <li>
          <Marked
            text={say`Many interfaces carry the version in the content or the address instead ({_rev}, {version}, {?rev=}). The idea is the same.`}
          />
        </li>
        <li>
          <Marked
            text={say`For another origin, scripts see an ETag only if the server says {Access-Control-Expose-Headers: ETag}.`}
          />
        </li>
        <li>
          <Marked
            text={say`A read that the browser’s cache answered may be old. Serve what people edit with {Cache-Control: no-cache}: it is still stored, but asked about each time.`}
          />
        </li>
      </ul>

      <h2>{say`Optimistic locking`}</h2>
      <p>{say`Nobody waits. Each write says which version it was made for, and the later one is asked to merge.`}</p>
      <Examples examples={optimistic} />

      <h2>{say`Pessimistic locking`}</h2>
      <p>{say`One writer at a time; the others wait or are told who holds the lock. Every lock needs an end of its own.`}</p>
      <Examples examples={pessimistic} />

      <h2>{say`A 409 on a GET, and what crawlers make of it`}</h2>
      <p>
        <Marked
          text={say`A read does not conflict with anything, so a 409 on a GET is nearly always a fault: a guard or a plugin that answers the wrong status. People see an error page; search engines treat it as a client error. They do not index the page, and one that was indexed drops out after repeated visits. Being slowed down or kept out is 429 or 503 with {Retry-After}, and a thing that is gone is 404 or 410.`}
        />
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
