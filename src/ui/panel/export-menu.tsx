import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseFile } from '../../diagnose/contract.ts';
import { isSuccess } from '../../http/status.ts';
import type { Exchange } from '../../record/exchange.ts';
import { copyText } from '../shared/copy.ts';
import { download } from '../shared/download.ts';
import { Button } from '../shared/parts.tsx';
import { report } from '../shared/report.ts';
import type { Panel } from './model.ts';
import { offered } from './state/headline.ts';

/** Fetched when the menu opens: nobody else needs the scripts' writers. */
const scripts = () => import('../../takeaway/index.ts');

/** What can be taken out. Stored exchanges hold no secrets; a report holds no bodies either. */
export function ExportMenu({ panel }: { readonly panel: Panel }) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const file = panel.file.value;

  useEffect(() => {
    if (!open) return;
    void scripts().catch(() => undefined);
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

  const items: readonly { readonly name: string; readonly take: () => void }[] =
    file === null
      ? []
      : [
          {
            name: 'This conflict as JSON',
            take: () => {
              const taken = { format: 'resave-case', version: 1, file, findings: panel.findings.value };
              download('resave-conflict.json', 'application/json', `${JSON.stringify(taken, null, 2)}\n`);
            },
          },
          {
            name: 'Report for the server’s people (Markdown)',
            take: () => download('resave-report.md', 'text/markdown', report(file, panel.findings.value, panel.cause)),
          },
          // A script saves again, which after a lost update could only overwrite once more.
          ...(offered(file.refusal).includes('replay') ? (['cURL', 'fetch', 'Python'] as const) : []).map((kind) => ({
            name: `Copy as ${kind}`,
            take: () =>
              void copyScript(kind, file).then(
                (said) => {
                  panel.note.value = said;
                },
                () => {
                  panel.note.value = 'The script could not be made. Close DevTools, open it again and repeat this.';
                },
              ),
          })),
        ];

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu inside
    <div class="menu-place" ref={whole} onKeyDown={onKeyDown}>
      <Button
        expanded={open}
        unavailable={items.length === 0 ? 'Choose a refused save first.' : null}
        onClick={() => setOpen(!open)}
      >
        Export
      </Button>
      {open && (
        <div class="menu" role="menu" aria-label="Export">
          {items.map((item) => (
            <button
              key={item.name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                setOpen(false);
                item.take();
              }}
            >
              {item.name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** @returns what came of it, as a sentence. */
async function copyScript(kind: 'cURL' | 'fetch' | 'Python', { refusal, history }: CaseFile): Promise<string> {
  const { asCurl, asFetch, asPython } = await scripts();
  const before = history.filter((x) => isRead(x) && x.startedAt < refusal.startedAt);
  const script = { cURL: asCurl, fetch: asFetch, Python: asPython }[kind](refusal, before);
  // One line only: the reason why there is no script.
  if (script.indexOf('\n') === script.length - 1) return script.replace(/^\W+/, '').trim();
  return `${await copyText(script, 'The script')} Fill in its merge before you run it. Secrets are left out.`;
}

const isRead = (x: Exchange): boolean => x.method === 'GET' && x.parent === null && isSuccess(x.status);
