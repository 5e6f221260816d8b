import { render } from 'preact';
import { Guide } from '../ui/guide/guide.tsx';
import { followTheme } from '../ui/shared/theme.ts';
import '../ui/shared/base.css';
import '../ui/shared/page.css';

followTheme(document.documentElement);
const app = document.getElementById('app');
if (app !== null) render(<Guide />, app);
