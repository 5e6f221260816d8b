import { render } from 'preact';
import { extensionSettingsWorld } from '../ui/settings/extension-settings-world.ts';
import { createSettings } from '../ui/settings/model.ts';
import { Settings } from '../ui/settings/settings.tsx';
import { followTheme } from '../ui/shared/theme.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';
import '../ui/settings/settings.css';

followTheme(document.documentElement);
const settings = createSettings(extensionSettingsWorld());
const app = document.getElementById('app');
if (app !== null) render(<Settings settings={settings} />, app);
void settings.refresh();
