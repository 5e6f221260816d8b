import { render } from 'preact';
import { say } from '../texts/say.ts';
import { Guide } from '../ui/guide/guide.tsx';
import { dressPage } from '../ui/shared/dress-page.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';

dressPage(say`Resave: refused saves explained`);
const app = document.getElementById('app');
if (app !== null) render(<Guide />, app);
