import { useSignal } from '@preact/signals';
import { say } from '../../texts/say.ts';
import { Button, Notice } from '../shared/parts.tsx';
import type { Watch } from './watch.ts';

/** Hosts that are named; more would push the rest away. */
const named = 4;

/** The site is watched and calls hosts of others, which are not: offered once, because saves may go there. */
export function AlsoCalled({ watch }: { readonly watch: Watch }) {
  const dismissed = useSignal('');
  const others = watch.others.value;
  if (others.length === 0 || dismissed.value === others.join()) return null;
  const hosts = others.map((pattern) => pattern.replace(/^https?:\/\/|\/\*$/g, ''));
  const list = hosts.slice(0, named).join(', ');
  return (
    <Notice kind="note">
      {hosts.length > named
        ? say`This page also calls ${list} and ${hosts.length - named} more. What it saves there is not seen while DevTools is closed.`
        : say`This page also calls ${list}. What it saves there is not seen while DevTools is closed.`}{' '}
      <Button onClick={() => void watch.watchOthers()}>{say`Watch them too`}</Button>{' '}
      <Button
        onClick={() => {
          dismissed.value = others.join();
        }}
      >
        {say`Not now`}
      </Button>
    </Notice>
  );
}
