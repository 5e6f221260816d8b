/** Shows every state of the panel on made-up data, for the eye and for axe: index.html?state=diagnosis&theme=dark. */
import { render } from 'preact';
import { createPanel } from '../../../src/ui/panel/model.ts';
import { Panel } from '../../../src/ui/panel/panel.tsx';
import { createWatch } from '../../../src/ui/panel/watch.ts';
import '../../../src/ui/shared/base.css';
import '../../../src/ui/panel/panel.css';
import { states } from './states.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
document.documentElement.dataset.host = query.get('host') ?? 'chromium';
const state = states[query.get('state') ?? 'diagnosis'];
const app = document.getElementById('app');
if (state !== undefined && app !== null) {
  const world = state.world();
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  render(<Panel panel={panel} watch={watch} world={world} />, app);
  if (state.load !== false) {
    await Promise.all([panel.refresh(), watch.refresh()]);
    await state.after?.(panel, world);
  }
}
document.documentElement.dataset.ready = 'true';
