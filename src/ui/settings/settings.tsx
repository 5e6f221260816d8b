import { say } from '../../texts/say.ts';
import { Button, Notice } from '../shared/parts.tsx';
import { BrowserLimits } from './browser-limits.tsx';
import { Limits } from './limits.tsx';
import type { Settings as Model } from './model.ts';
import { OwnWords } from './own-words.tsx';
import { Sites } from './sites.tsx';
import { Space } from './space.tsx';

/** Sites, limits, space, redaction: everything about what Resave keeps. */
export function Settings({ settings }: { readonly settings: Model }) {
  const load = settings.load.value;
  return (
    <main class="page settings" aria-busy={load.state === 'loading' || settings.busy.value}>
      <h1>{say`Resave’s settings`}</h1>
      {load.state === 'loading' && <p class="quiet">{say`Reading…`}</p>}
      {load.state === 'failed' && (
        <Notice kind="alert">
          <p>{say`Resave cannot read its record. ${load.sentence}`}</p>
          <Button onClick={() => void settings.refresh()}>{say`Try again`}</Button>
        </Notice>
      )}
      {load.state === 'ready' && settings.trouble.value !== null && (
        <Notice kind="alert">{settings.trouble.value}</Notice>
      )}
      {load.state === 'ready' && (
        <>
          <Sites settings={settings} />
          <Limits settings={settings} />
          <Space settings={settings} />
          <OwnWords settings={settings} />
          <section aria-labelledby="privacy">
            <h2 id="privacy">{say`Privacy`}</h2>
            <p>
              {say`Nothing leaves this browser unless you export it. Private windows are not recorded.`}{' '}
              <button type="button" class="link" onClick={() => void settings.openPrivacy()}>
                {say`Read it in plain words`}
              </button>
            </p>
          </section>
          <BrowserLimits />
        </>
      )}
    </main>
  );
}
