import { render } from 'preact';
import { say } from '../texts/say.ts';
import { parseCalled } from '../ui/called-hosts.ts';
import { extensionWorld, watchable } from '../ui/extension-world.ts';
import { createPanel } from '../ui/panel/model.ts';
import { createWatch } from '../ui/panel/watch.ts';
import { dressPage } from '../ui/shared/dress-page.ts';
import { Welcome } from '../ui/welcome/welcome.tsx';
import '../ui/shared/base.css';
import '../ui/shared/page.css';

dressPage(say`Resave: welcome`);
const query = new URLSearchParams(location.search);
/** The site that somebody wanted watched from a context that may not ask. */
const origin = watchable(query.get('origin'));
const world = extensionWorld(null, async () => origin);
const panel = createPanel(world);
// Pages often save to another host than their own: both are needed to see the save.
const apis = (): readonly string[] =>
  panel.rows.value.flatMap((row) => (watchable(row.initiator) === origin ? [row.origin] : []));
/** What the page calls, as the panel saw it, which may not ask itself. */
const called = new URLSearchParams(location.search).getAll('called');
const watch = createWatch(world, apis, async () => parseCalled(called));
const app = document.getElementById('app');
if (app !== null)
  render(<Welcome watch={watch} world={world} asksForExtensions={query.get('allow') === 'extensions'} />, app);
void watch.refresh();
if (origin !== null) void panel.refresh();
