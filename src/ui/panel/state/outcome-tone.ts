import type { Outcome } from '../../../messages/acts.ts';

const tones: { readonly [O in Outcome['outcome']]: 'good' | 'bad' | 'plain' } = {
  checked: 'plain',
  cleared: 'good',
  ready: 'plain',
  refused: 'bad',
  saved: 'good',
  'already-saved': 'good',
  'refused-again': 'bad',
  overtaken: 'plain',
  'not-saved': 'bad',
  'cannot-tell': 'bad',
  'cookies-cleared': 'good',
  named: 'plain',
  'not-allowed': 'bad',
  'by-hand': 'plain',
  tried: 'plain',
  failed: 'bad',
  cancelled: 'plain',
};

/** Whether an outcome is good news, bad or neither: its look, in panel and popup. */
export function toneOf(outcome: Outcome): 'good' | 'bad' | 'plain' {
  return tones[outcome.outcome];
}
