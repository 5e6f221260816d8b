import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { Notice } from './parts.tsx';

/**
 * A part of the interface that is fetched when it is first shown, so that opening costs less.
 * An update of the extension takes the old files away under an open panel: then it says so.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let arrived: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [part, setPart] = useState<{ readonly is: ComponentType<Props> } | 'failed' | null>(
      arrived === null ? null : { is: arrived },
    );
    useEffect(() => {
      if (part !== null) return;
      let shown = true;
      load().then(
        (is) => {
          arrived = is;
          if (shown) setPart({ is });
        },
        () => {
          if (shown) setPart('failed');
        },
      );
      return () => {
        shown = false;
      };
    }, []);
    if (part === 'failed')
      return <Notice kind="alert">{say`This part could not be loaded. Close Resave and open it again.`}</Notice>;
    if (part === null) return <p class="quiet" data-loading>{say`Loading…`}</p>;
    return <part.is {...props} />;
  };
}
