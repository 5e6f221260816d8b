import type { Said, Settings } from './model.ts';

/** What came of the last thing done in this part of the page; read out when it changes. */
export function SaidHere({ settings, part }: { readonly settings: Settings; readonly part: Said['part'] }) {
  const said = settings.said.value;
  const here = said !== null && said.part === part ? said : null;
  return (
    <p class={here?.bad ? 'said bad' : 'said'} role={here?.bad ? 'alert' : 'status'}>
      {here?.sentence ?? ''}
    </p>
  );
}
