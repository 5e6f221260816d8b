import { render } from 'preact';
import { createExample } from '../act/example/example.ts';
import { ask } from '../messages/asked.ts';
import type { Ping } from '../messages/protocol.ts';
import { say } from '../texts/say.ts';
import { ExamplePage } from '../ui/example/example.tsx';
import { exampleWorld } from '../ui/example/example-world.ts';
import { createPanel } from '../ui/panel/model.ts';
import { createWatch } from '../ui/panel/watch.ts';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/panel/panel.css';
import '../ui/example/example.css';

dressPage(say`Resave: an example`);
const listeners = new Set<(ping: Ping) => void>();
const example = createExample(Date.now, (run, progress) => {
  for (const listener of listeners) listener({ ping: 'progress', run, progress });
});
const world = exampleWorld({
  ...example,
  onPing: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  openPage: async (page) => {
    await ask('open-page', { page, origin: null });
  },
});
const panel = createPanel(world);
const watch = createWatch(world, () => []);
const app = document.getElementById('app');
if (app !== null) render(<ExamplePage panel={panel} watch={watch} world={world} />, app);
void panel.refresh();
void watch.refresh();
