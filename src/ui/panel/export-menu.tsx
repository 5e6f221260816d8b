import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../texts/say.ts';
import { later } from '../shared/later.tsx';
import { Button } from '../shared/parts.tsx';
import { type Offer, offersOf, writers } from '../take-out/offers.ts';
import type { World } from '../world.ts';
import type { Panel } from './model.ts';

/** Fetched when something is taken out. */
const TakeOut = later(() => import('../take-out/take-out.tsx').then((module) => module.TakeOut));

/** What can be taken out. Each choice shows first what would leave; nothing is copied or downloaded before. */
export function ExportMenu({ panel, world }: { readonly panel: Panel; readonly world: World }) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const [taking, setTaking] = useState<Offer | null>(null);
  const leave = useCallback(() => {
    setTaking(null);
    whole.current?.querySelector('button')?.focus();
  }, []);

  useEffect(() => {
    if (!open) return;
    void writers().catch(() => undefined);
    whole.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const leave = (event: Event): void => {
      if (event.target instanceof Node && whole.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    const items = [...(whole.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? items.indexOf(focused) : -1;
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Escape') {
      setOpen(false);
      whole.current?.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
  };

  const items = open ? offersOf(panel, world) : [];

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu inside
    <div class="menu-place" ref={whole} onKeyDown={onKeyDown}>
      <Button
        expanded={open}
        unavailable={panel.file.value === null ? say`Choose a refused save first.` : null}
        onClick={() => setOpen(!open)}
      >
        {say`Export`}
      </Button>
      {open && (
        <div class="menu" role="menu" aria-label={say`Export`}>
          {items.map((item) => (
            <button
              key={item.name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                setOpen(false);
                setTaking(item);
              }}
            >
              {item.name}
            </button>
          ))}
        </div>
      )}
      {taking !== null && <TakeOut offer={taking} close={leave} />}
    </div>
  );
}
