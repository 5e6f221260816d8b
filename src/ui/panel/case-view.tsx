import { useEffect, useState } from 'preact/hooks';
import type { CaseFile, Finding } from '../../diagnose/contract.ts';
import { say } from '../../texts/say.ts';
import { Notice } from '../shared/parts.tsx';
import { report } from '../shared/report.ts';
import { flagWord, nameOf, shorten, timeOfDay } from '../shared/words.ts';
import { Actions } from './actions.tsx';
import { CauseList } from './cause-list.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { Fixes, Headline } from './headline.tsx';
import type { Panel } from './model.ts';
import { OutcomeView } from './outcome.tsx';
import { OverwrittenView } from './overwritten.tsx';
import { ReplayView } from './replay.tsx';
import { headline, offered, savedSince } from './state/headline.ts';
import { oddOfCase } from './state/oddities.ts';
import { SuspectsView } from './suspects.tsx';
import { VersionsFigure } from './versions-figure.tsx';

/** The diagnosis of one refused save: the sentence, the next step, the evidence, and what stands behind it. */
export function Case({ file, panel }: { readonly file: CaseFile; readonly panel: Panel }) {
  const { refusal } = file;
  const said = headline(panel.findings.value, panel.cause);
  const saved = savedSince(file);
  const isPainted = usePainted();
  return (
    <>
      <p class="subject">
        <b title={refusal.url}>{shorten(nameOf(refusal), 160)}</b> {refusal.flag && `${flagWord[refusal.flag]}, `}
        <time dateTime={new Date(refusal.startedAt).toISOString()}>{timeOfDay(refusal.startedAt)}</time>
        <button type="button" class="link" onClick={() => panel.open(refusal.id)}>{say`Show this save`}</button>
      </p>
      {saved !== null && (
        <p class="settled">
          {say`✓ Saved since, at ${timeOfDay(saved.startedAt)}.`}{' '}
          <button type="button" class="link" onClick={() => panel.open(saved.id)}>
            {nameOf(saved)}
          </button>
        </p>
      )}
      <Headline said={said} />
      {refusal.flag === 'lost-update' && <OverwrittenView file={file} panel={panel} />}
      <Actions
        panel={panel}
        conflict={refusal.id}
        remedy={saved === null ? said.remedy : null}
        offered={offered(refusal)}
        report={() => report(file, panel.findings.value, panel.cause)}
      />
      <OutcomeView panel={panel} conflict={refusal.id} />
      <ReplayView panel={panel} conflict={refusal.id} />
      {asksForSuspects(panel.findings.value) && (
        <SuspectsView
          panel={panel}
          conflict={refusal.id}
          trials={panel.engine.value?.trials(file) ?? []}
          bySave={panel.engine.value?.changedSave(file) ?? false}
        />
      )}
      <CauseList findings={panel.findings.value} file={file} panel={panel} />
      <Fixes said={said} />
      {oddOfCase(file).map((sentence) => (
        <Notice key={sentence} kind="note">
          {sentence}
        </Notice>
      ))}
      {isPainted && <VersionsFigure file={file} panel={panel} />}
      <p class="quiet">
        {file.recordingSince === null
          ? say`Recording had gaps or began late: what happened before may be missing. With “Watch this site” it goes on while DevTools is closed.`
          : say`Everything sent to this site since ${timeOfDay(file.recordingSince)} was recorded (exchanges of this resource: ${file.history.length}).`}
      </p>
      <ExchangeView panel={panel} />
    </>
  );
}

/** Whether the sentence and the evidence are on the screen: a picture of many versions takes longer to lay out than all the rest. */
function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    // A panel that is not shown draws no frame.
    let timer = setTimeout(() => setPainted(true), 300);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isPainted;
}

/** Where an extension is named as a cause, or could be one and nothing better is known. */
function asksForSuspects(findings: readonly Finding[]): boolean {
  const own = findings.find(({ cause }) => cause === 'header-changed-by-extension');
  if (own?.finding === 'cause') return true;
  return own?.finding === 'unknown' && !findings.some((f) => f.finding === 'cause' && f.strength !== 'possible');
}
