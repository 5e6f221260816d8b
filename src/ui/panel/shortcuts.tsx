import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Button } from '../shared/parts.tsx';

const ShortcutList = later(() => import('./shortcut-list.tsx').then((part) => part.ShortcutList));

/** Single keys can be switched off: they get in the way of speech input (WCAG 2.1.4). */
const offKey = 'resave.single-keys';

function areOn(): boolean {
  try {
    return localStorage.getItem(offKey) !== 'off';
  } catch {
    return true;
  }
}

function keepOn(on: boolean): void {
  try {
    localStorage.setItem(offKey, on ? 'on' : 'off');
  } catch {
    // Where the browser keeps nothing, it holds until the panel is closed.
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type=radio], [type=checkbox]), textarea, select') !== null)
  );
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** The button of the list of shortcuts, the list, and those that work everywhere. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(areOn);
  const now = useRef(on);
  now.current = on;
  const [shown, setShown] = useState(false);
  const show = (): void => {
    setShown(true);
    dialog.current?.showModal();
  };

  // DevTools of Chromium 156 take Escape for their drawer before the dialog closes by itself.
  const closeByEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    dialog.current?.close();
  };

  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (
        !now.current ||
        event.defaultPrevented ||
        event.altKey ||
        event.ctrlKey ||
        event.metaKey ||
        isTyping(event.target)
      )
        return;
      const does = jumps[event.key];
      if (does === undefined || dialog.current?.open === true) return;
      event.preventDefault();
      if (event.key === '?') show();
      else focusOn(does);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);

  return (
    <>
      <Button label={say`Keyboard shortcuts`} onClick={show}>
        ?
      </Button>
      <dialog ref={dialog} class="shortcuts" aria-labelledby="resave-shortcuts" onKeyDown={closeByEscape}>
        <div class="shortcuts-top">
          <h2 id="resave-shortcuts">{say`Keyboard shortcuts`}</h2>
          <Button onClick={() => dialog.current?.close()}>{say`Close`}</Button>
        </div>
        {shown && <ShortcutList />}
        <label class="single-keys">
          <input
            type="checkbox"
            checked={on}
            onChange={({ currentTarget }) => {
              keepOn(currentTarget.checked);
              setOn(currentTarget.checked);
            }}
          />
          {say`Single keys (?, /, g, d) work everywhere in the panel`}
        </label>
      </dialog>
    </>
  );
}

/** Where the focus goes. */
const jumps: { readonly [key: string]: string } = {
  '?': '',
  '/': 'input[type=search]',
  g: '[role=grid] [tabindex="0"], [role=grid][tabindex="0"]',
  d: '.diagnosis button, .diagnosis a',
};
