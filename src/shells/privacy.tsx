import { render } from 'preact';
import { say } from '../texts/say.ts';
import { Prose } from '../ui/privacy/prose.tsx';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';

/** PRIVACY.md as it stood at the build (vite.config.ts). */
declare const privacyText: string;

dressPage(say`Resave: privacy`);
const app = document.getElementById('app');
if (app !== null) render(<Prose text={privacyText} />, app);
