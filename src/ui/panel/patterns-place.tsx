import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { Notice } from '../shared/parts.tsx';
import type { World } from '../world.ts';
import type { Panel } from './model.ts';

type Props = { readonly panel: Panel; readonly world: World };

/** Fetches the patterns when they are first asked for: the list does without them. */
export function PatternsPlace(props: Props) {
  const [loaded, setLoaded] = useState<{ readonly View: FunctionComponent<Props> } | 'loading' | 'failed'>('loading');
  useEffect(() => {
    import('./patterns/patterns-view.tsx').then(
      ({ PatternsView }) => setLoaded({ View: PatternsView }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded === 'failed')
    return (
      <Notice kind="alert">{say`This part of Resave could not be loaded. Close DevTools and open it again.`}</Notice>
    );
  return loaded === 'loading' ? <p class="quiet">{say`Loading…`}</p> : <loaded.View {...props} />;
}
