import { render } from 'preact';
import { Prose } from '../ui/privacy/prose.tsx';
import { followTheme } from '../ui/shared/theme.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';

/** PRIVACY.md as it stood at the build (vite.config.ts). */
declare const privacyText: string;

followTheme(document.documentElement);
const app = document.getElementById('app');
if (app !== null) render(<Prose text={privacyText} />, app);
