/** Lets the gallery speak the language that its address names, as a browser of that language would. */
import de from '../../../public/_locales/de/messages.json' with { type: 'json' };
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { speakBy } from '../../../src/texts/say.ts';

const language = new URLSearchParams(location.search).get('language');
if (language === 'de') speakBy(de);
if (language === 'ja') speakBy(ja);
document.documentElement.lang = language ?? 'en';
