import type { TimeBars } from '../../capture/access-log/time-bars.ts';
import { say } from '../../texts/say.ts';
import { Figure } from '../shared/parts.tsx';
import { duration } from '../shared/words.ts';
import { grouped } from './words.ts';

/** A number with a bar beside it: the bar's length says what the number says, so nothing hangs on colour. */
export function Bar({ value, most }: { readonly value: number; readonly most: number }) {
  const width = most === 0 ? 0 : Math.max(2, Math.round((100 * value) / most));
  return (
    <span class="bar">
      <span class="bar-number">{grouped(value)}</span>
      <svg width="100" height="8" aria-hidden="true">
        <rect class="bar-track" width="100" height="8" />
        <rect class="bar-fill" width={width} height="8" />
      </svg>
    </span>
  );
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment with its day, local time. */
export function moment(at: number): string {
  return day.format(at);
}

/** Refusals over time: a bar for each step, with the numbers in a table behind it. */
export function TimeFigure({ times }: { readonly times: TimeBars }) {
  const { from, width, counts } = times;
  const most = Math.max(...counts);
  const step = 600 / counts.length;
  const shown = counts.map((count, at) => ({ count, at: from + at * width })).filter(({ count }) => count > 0);
  return (
    <Figure name={say`Refusals over time`} class="times">
      <svg viewBox="0 0 600 80" preserveAspectRatio="none" aria-hidden="true">
        {counts.map((count, at) => (
          <rect
            key={at}
            class="bar-fill"
            x={at * step}
            y={80 - (count === 0 ? 0 : Math.max(2, (76 * count) / most))}
            width={Math.max(1, step - 1)}
            height={count === 0 ? 0 : Math.max(2, (76 * count) / most)}
          />
        ))}
      </svg>
      <figcaption class="quiet">
        {say`From ${moment(from)} to ${moment(from + counts.length * width)}; each bar is ${duration(width)}, the highest ${grouped(most)}.`}
      </figcaption>
      <details>
        <summary>{say`As a table`}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say`From`}</th>
              <th scope="col">{say`Refusals`}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ count, at }) => (
              <tr key={at}>
                <th scope="row">{moment(at)}</th>
                <td>{grouped(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Figure>
  );
}
