import { say } from '../../texts/say.ts';
import { fromCache } from './state/versions.ts';
import type { Picture } from './state/versions-picture.ts';
import { placeWords } from './state/versions-words.ts';
import { Shape, type ShapeKind } from './versions-shape.tsx';

/** What the signs mean: only those that are drawn. */
export function Legend({ drawn }: { readonly drawn: Picture }) {
  const marks = drawn.columns.flatMap(({ marks }) => marks);
  const has = (kind: string): boolean => marks.some((mark) => mark.kind === kind);
  const threaded = (state: string): boolean => drawn.threads.some((thread) => thread.state === state);
  const signs: readonly [ShapeKind, boolean, string][] = [
    ['read', marks.some((m) => m.kind === 'read' && !fromCache(m.exchange)), say`read from the server`],
    ['cached', marks.some((m) => m.kind === 'read' && fromCache(m.exchange)), say`read from a copy in the browser`],
    ['write', has('write'), say`saved`],
    ['refused', has('refused'), say`refused`],
    ['probe', has('probe'), say`read by Resave`],
    ['failed', has('failed'), say`no usable answer`],
    ['run', drawn.columns.some((column) => column.marks.length > 1), say`several, folded`],
    ['unseen', drawn.unseen.length > 0, say`became another version, by nothing that was recorded here`],
  ];
  const lines: readonly [string, string][] = [
    ['current', say`as new as the server’s`],
    ['unsure', say`perhaps old`],
    ['stale', say`old`],
  ];
  return (
    <figcaption class="legend quiet">
      {marks.some(({ version }) => version !== null) && <span>{say`Versions: ${placeWords(drawn.trail)}`}</span>}
      {signs.map(
        ([kind, there, word]) =>
          there && (
            <span key={kind}>
              <svg class="sign" viewBox="-12 -12 24 24" width="16" height="16" aria-hidden="true">
                <Shape kind={kind} />
              </svg>
              {word}
            </span>
          ),
      )}
      {drawn.bands.some(({ unsure }) => unsure) && (
        <span>
          <svg class="sign" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">
            <rect class="band" x="0.5" y="0.5" width="27" height="11" rx="2" />
            <rect class="unsure-ground" width="28" height="12" />
          </svg>
          {say`which version is not known`}
        </span>
      )}
      {lines.map(
        ([state, word]) =>
          threaded(state) && (
            <span key={state}>
              <svg class="sign" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">
                <line class={`thread ${state}`} x1="0" x2="28" y1="6" y2="6" />
              </svg>
              {word}
            </span>
          ),
      )}
    </figcaption>
  );
}
