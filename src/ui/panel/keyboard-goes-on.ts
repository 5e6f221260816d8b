import { useEffect, useRef } from 'preact/hooks';
import type { Outcome } from '../../messages/acts.ts';
import { reveal } from '../shared/reveal.ts';
import type { Replay } from './state/run.ts';

/** The head of a replay: the person asked for it, so each new one takes the keyboard and comes into view with its region. */
export function useReplayTop(replay: Replay | null) {
  const top = useRef<HTMLDivElement>(null);
  const key = replay === null ? null : replay.stage === 'ready' ? replay.plan.id : replay.sentence;
  useEffect(() => {
    if (key === null) return;
    top.current?.focus({ preventScroll: true });
    reveal(top.current?.parentElement);
  }, [key]);
  return top;
}

/** How an act ended comes into view. What was pressed may be gone with the replay: then the keyboard goes on from here. */
export function useOutcomeTop(outcome: Outcome | null) {
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome === null) return;
    const focused = document.activeElement;
    if (focused === null || focused === document.body) whole.current?.focus({ preventScroll: true });
    reveal(whole.current);
  }, [outcome]);
  return whole;
}
