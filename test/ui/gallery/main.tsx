/** Shows every state of the interface on made-up data, for the eye and for axe: index.html?state=diagnosis&theme=dark. */
import { render } from 'preact';
import { BringPage } from '../../../src/ui/bring/bring-page.tsx';
import { ExamplePage } from '../../../src/ui/example/example.tsx';
import { Guide } from '../../../src/ui/guide/guide.tsx';
import { createPanel } from '../../../src/ui/panel/model.ts';
import { Panel } from '../../../src/ui/panel/panel.tsx';
import { createWatch } from '../../../src/ui/panel/watch.ts';
import { Popup } from '../../../src/ui/popup/popup.tsx';
import { Prose } from '../../../src/ui/privacy/prose.tsx';
import { createSettings } from '../../../src/ui/settings/model.ts';
import { Settings } from '../../../src/ui/settings/settings.tsx';
import { Welcome } from '../../../src/ui/welcome/welcome.tsx';
import '../../../src/ui/shared/base.css';
import privacy from '../../../PRIVACY.md?raw';
import { settingsStates } from '../support/fake-settings.ts';
import { bringHere, bringStates } from '../support/import-here.ts';
import { states } from './states.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
document.documentElement.dataset.host = query.get('host') ?? 'chromium';
/** `replay` is the panel in that state, `popup:replay` the popup. */
const [name = 'diagnosis', page = 'panel'] = (query.get('state') ?? 'diagnosis').split(':').reverse();
const state = states[name];
const app = document.getElementById('app');
if (state !== undefined && app !== null) {
  const world = state.world();
  const panel = createPanel(world);
  const watch = createWatch(world, () => []);
  const parts = { panel, watch, world };
  // Each page loads the styles that its shell loads.
  if (page === 'guide' || page === 'welcome') await import('../../../src/ui/shared/page.css');
  else await import('../../../src/ui/panel/panel.css');
  if (page === 'popup') await import('../../../src/ui/popup/popup.css');
  if (page === 'example') await import('../../../src/ui/example/example.css');
  if (page === 'guide') render(<Guide />, app);
  else if (page === 'example') render(<ExamplePage {...parts} />, app);
  else if (page === 'welcome') render(<Welcome {...parts} asksForExtensions={name === 'suspects'} />, app);
  else render(page === 'popup' ? <Popup {...parts} /> : <Panel {...parts} />, app);
  if (state.load !== false) {
    await Promise.all([panel.refresh(), watch.refresh()]);
    // The welcome page has nothing of what is done in the others.
    if (page !== 'welcome') await state.after?.(panel, world);
  }
}
const ofSettings = page === 'settings' ? settingsStates[name]?.() : undefined;
if (ofSettings !== undefined && app !== null) {
  await import('../../../src/ui/shared/page.css');
  await import('../../../src/ui/settings/settings.css');
  const settings = createSettings(ofSettings);
  render(<Settings settings={settings} />, app);
  if (name !== 'loading') await settings.refresh();
  if (name === 'trouble') document.querySelector<HTMLButtonElement>('td button')?.click();
}
const brought = page === 'bring' ? bringStates[name] : undefined;
if (brought !== undefined && app !== null) {
  await import('../../../src/ui/panel/panel.css');
  await import('../../../src/ui/bring/bring.css');
  const bring = bringHere();
  render(<BringPage bring={bring} />, app);
  await brought(bring);
}
if (page === 'privacy' && app !== null) {
  await import('../../../src/ui/shared/page.css');
  render(<Prose text={privacy} />, app);
}
// What is fetched on demand belongs to the state: it is shown when nothing has come for some frames.
let last = '';
for (let still = 0; still < 8 || document.querySelector('[data-loading]') !== null; ) {
  await new Promise(requestAnimationFrame);
  const now = document.body.innerHTML;
  still = now === last ? still + 1 : 0;
  last = now;
}
document.documentElement.dataset.ready = 'true';
