import { isSecretName, ownNames } from '../http/secret-name.ts';

/** What redaction goes by. */
export type Redaction = {
  /** Of the tags that stand in place of secrets. */
  readonly key: string;
  /** Whether the value under this name (header field, parameter, JSON member) is a secret. */
  readonly isSecret: (name: string) => boolean;
};

/** @param words names whose values the person wants redacted, beside those that are known. */
export function redactionOf(key: string, words: readonly string[] = []): Redaction {
  if (words.length === 0) return { key, isSecret: isSecretName };
  const isOwn = ownNames(words);
  return { key, isSecret: (name) => isSecretName(name) || isOwn(name) };
}
