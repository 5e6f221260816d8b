import type { Hours } from '../../../diagnose/patterns/clock.ts';
import { say } from '../../../texts/say.ts';
import { Figure } from '../../shared/parts.tsx';
import { duration } from '../../shared/words.ts';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** Conflicts over time as columns; a table for those who do not see them. */
export function HoursFigure({ hours }: { readonly hours: Hours }) {
  const { counts, from, step } = hours;
  const most = Math.max(1, ...counts);
  const width = 12;
  const high = 64;
  return (
    <section>
      <h3>{say`Over time`}</h3>
      <Figure name={say`Conflicts over time`} class="hours">
        <svg
          viewBox={`0 0 ${Math.max(1, counts.length) * width} ${high}`}
          width={counts.length * width}
          height={high}
          aria-hidden="true"
          focusable="false"
        >
          {counts.map((n, i) => {
            const height = n === 0 ? 0 : Math.max(2, (n / most) * high);
            return <rect key={i} x={i * width + 1} y={high - height} width={width - 2} height={height} />;
          })}
        </svg>
        <p class="quiet">
          {moment.format(from)} – {moment.format(from + step * counts.length)}.{' '}
          {say`One column is ${duration(step)}, the highest ${most}.`}
        </p>
        <details>
          <summary class="quiet">{say`As a table`}</summary>
          <table class="counts">
            <thead>
              <tr>
                <th scope="col">{say`From`}</th>
                <th scope="col">{say`Conflicts`}</th>
              </tr>
            </thead>
            <tbody>
              {counts.map((n, i) =>
                n === 0 ? null : (
                  <tr key={i}>
                    <th scope="row">{moment.format(from + i * step)}</th>
                    <td>{n}</td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </details>
      </Figure>
    </section>
  );
}
