import { allowance, cell, limits } from '../../texts/limits.ts';
import { say } from '../../texts/say.ts';
import { browserHere } from '../shared/limit-note.tsx';

/** What the browser at hand allows of what Resave does. */
export function BrowserLimits() {
  const browser = browserHere();
  return (
    <section aria-labelledby="allows">
      <h2 id="allows">{say`What this browser allows`}</h2>
      <div class="scroller">
        <table>
          <tbody>
            {limits.map(({ id, what }) => (
              <tr key={id} data-limit={id}>
                <th scope="row">{what}</th>
                <td>{cell(allowance(id, browser))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
