import type { Choice, FieldMerge } from '../../messages/acts.ts';

export type Choices = { readonly [path: string]: Choice };

/** The three texts and what is known about them. `base: null`: the read before the save was not seen. */
export type MergeBodies = {
  readonly base: string | null;
  readonly mine: string;
  readonly theirs: string;
  /** Content-Type of the save, null where it had none. */
  readonly contentType: string | null;
  readonly baseContentType: string | null;
  readonly theirsContentType: string | null;
  /** Where the version token stands in the body of the save: carriers (`body:$._rev`, `form:lock_version`, `patch:/rev`) or bare paths. */
  readonly tokenPaths: readonly string[];
  /** Method of the save: a PATCH is a partial body, a PUT a whole one. Unknown where absent. */
  readonly method?: string;
};

export type Composed = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly reason: string };

/** Why no merge is possible; `reason` says it to the person, with what to do. */
export type CannotMerge = {
  readonly ok: false;
  readonly code: 'unreadable' | 'too-large' | 'too-deep' | 'other-shape' | 'unsupported' | 'too-many-conflicts';
  readonly reason: string;
};

export type Merged = {
  readonly ok: true;
  /** Every place at which base, mine and theirs are not all the same; conflicts first come as they stand in the body. */
  readonly fields: readonly FieldMerge[];
  /** Paths that need a choice before `compose` gives a body. */
  readonly conflicts: readonly string[];
  /** The server already holds all that this save wanted to change: it may have landed. False where the base is unknown and something differs. */
  readonly landed: boolean;
  /** The body to send. `choices` by path; those of paths that are not in conflict count for nothing. */
  readonly compose: (choices: Choices) => Composed;
};

export type MergeResult = Merged | CannotMerge;

export function cannot(code: CannotMerge['code'], reason: string): CannotMerge {
  return { ok: false, code, reason };
}
