import { say } from '../../texts/say.ts';
import type { Panel as Model } from '../panel/model.ts';
import { Panel } from '../panel/panel.tsx';
import type { Watch } from '../panel/watch.ts';
import type { World } from '../world.ts';

type Props = { readonly panel: Model; readonly watch: Watch; readonly world: World };

/** The real panel on made-up data, and a banner that says so for as long as it is there. */
export function ExamplePage({ panel, watch, world }: Props) {
  return (
    <div class="example-page">
      <aside class="example-banner" aria-label={say`About this example`}>
        <p>
          <b>{say`This is an example.`}</b>{' '}
          {say`You edited a note, somebody else saved theirs meanwhile, and your save was refused. All of it is made up: nothing is sent anywhere, and nothing is kept.`}
        </p>
        <ol>
          <li>{say`Read why: it stands on the right, with its evidence below.`}</li>
          <li>{say`Press “Check the server”: its answer joins the evidence.`}</li>
          <li>{say`Press “Replay with fresh ETag”, choose a title, and press “Send”.`}</li>
        </ol>
        <p>
          {say`In your own pages you find this under F12, in the tab “Resave”.`}{' '}
          <button type="button" class="link" onClick={() => void world.openPage('welcome')}>
            {say`What Resave records, and how to start`}
          </button>
        </p>
      </aside>
      <Panel panel={panel} watch={watch} world={world} />
    </div>
  );
}
