import { allowance, type LimitId, limitSentence } from '../../texts/limits.ts';
import { say } from '../../texts/say.ts';

/** The browser that shows this document, as `followTheme` noted it. */
export function browserHere(): 'chromium' | 'firefox' {
  return document.documentElement.dataset.host === 'firefox' ? 'firefox' : 'chromium';
}

/** What this browser does not allow of one thing, and what is done instead; nothing where it allows all of it. */
export function LimitNote({ id }: { readonly id: LimitId }) {
  const browser = browserHere();
  if (allowance(id, browser).can === 'yes') return null;
  return (
    <p class="quiet" data-limit={id}>
      {say`A limit of this browser. ${limitSentence(id, browser)}`}
    </p>
  );
}
