import { isSecretName } from '../http/secret-name.ts';
import { type Choices, parseChoices } from '../record/choices.ts';
import { redactionOf } from '../record/redaction.ts';
import type { Recorder } from '../store/recorder.ts';
import type { Store } from '../store/store.ts';

export type KeepingDeps = {
  readonly store: Pick<Store, 'choices' | 'choose' | 'forget' | 'redactAgain' | 'wordsToRedact'>;
  readonly forgetLive: Recorder['forget'];
  /** Key of the tags that stand for secrets. */
  readonly tagKey: Promise<string>;
  /** What is kept has changed. */
  readonly changed: () => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** What the settings page has the background do, and what the recorder needs to know of it. */
export function createKeeping({ store, forgetLive, tagKey, changed, now }: KeepingDeps) {
  let isSecret = isSecretName;
  const use = (choices: Choices): Choices => {
    isSecret = redactionOf('', choices.words).isSecret;
    return choices;
  };
  let chosen = store.choices().then(use);

  /** Names that were added are redacted in what is kept already; a background that ended meanwhile goes on with it. */
  async function redactKept(): Promise<void> {
    const words = await store.wordsToRedact();
    if (words.length > 0) await store.redactAgain(redactionOf(await tagKey, words), words);
  }

  return {
    choices: () => chosen,
    /** Whether the value under this name is a secret, the person's own names included. */
    isSecret: (name: string) => isSecret(name),
    resume: redactKept,
    async choose(wanted: Choices): Promise<void> {
      const choices = parseChoices(wanted);
      await store.choose(choices);
      chosen = Promise.resolve(use(choices));
      await redactKept();
      changed();
    },
    async forget(origin: string | null, unsaved: boolean): Promise<void> {
      forgetLive(origin);
      await store.forget(origin, unsaved, now());
      changed();
    },
  };
}
