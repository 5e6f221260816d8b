import { render } from 'preact';
import { say } from '../texts/say.ts';
import { extensionSettingsWorld } from '../ui/settings/extension-settings-world.ts';
import { createSettings } from '../ui/settings/model.ts';
import { Settings } from '../ui/settings/settings.tsx';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';
import '../ui/settings/settings.css';

dressPage(say`Resave: settings`);
const settings = createSettings(extensionSettingsWorld());
const app = document.getElementById('app');
if (app !== null) render(<Settings settings={settings} />, app);
void settings.refresh();
