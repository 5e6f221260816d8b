import type { ComponentChildren } from 'preact';

type Named = {
  /** Its content scrolls inside it. */
  readonly scroller?: boolean;
  readonly name: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
};

/** A landmark with a name. Roles are written out: tests and assistive tools find parts by them. */
export function Region({ name, class: kind, scroller, children }: Named) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: the role is part of the panel's contract, whatever element carries it
    <section role="region" aria-label={name} class={kind} data-scroller={scroller}>
      {children}
    </section>
  );
}

/** A list that stays one for assistive tools when its bullets are taken away (WebKit and some readers drop it otherwise). */
export function List({ name, class: kind, children }: Named) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ul role="list" aria-label={name} class={kind}>
      {children}
    </ul>
  );
}

export function Figure({ name, class: kind, children }: Named) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: the role is part of the panel's contract, whatever element carries it
    <figure role="figure" aria-label={name} class={kind}>
      {children}
    </figure>
  );
}

/** A text for people: `alert` interrupts, `note` does not. */
export function Notice({ kind, children }: { readonly kind: 'alert' | 'note'; readonly children: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role={kind}>
      {children}
    </div>
  );
}

type ButtonProps = {
  readonly onClick: () => void;
  readonly primary?: boolean;
  /** Said where the button cannot be used now. It stays in the tab order, so that the reason can be read. */
  readonly unavailable?: string | null;
  readonly pressed?: boolean;
  /** For a button that opens a menu: whether it is open. */
  readonly expanded?: boolean;
  readonly label?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
};

export function Button({
  onClick,
  primary,
  unavailable,
  pressed,
  expanded,
  label,
  class: kind,
  children,
}: ButtonProps) {
  const off = typeof unavailable === 'string';
  return (
    <button
      type="button"
      class={['button', primary ? 'primary' : '', kind ?? ''].filter(Boolean).join(' ')}
      aria-disabled={off ? 'true' : undefined}
      aria-pressed={pressed}
      aria-haspopup={expanded === undefined ? undefined : 'menu'}
      aria-expanded={expanded}
      aria-label={label}
      title={off ? unavailable : undefined}
      onClick={off ? undefined : onClick}
    >
      {children}
    </button>
  );
}
