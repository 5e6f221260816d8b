import type { Kind } from './state/versions.ts';

export type ShapeKind = Kind | 'cached' | 'run' | 'unseen';

/** The sign of an event around (0, 0). Each kind has a form of its own, so that colour only helps. */
export function Shape({ kind }: { readonly kind: ShapeKind }) {
  switch (kind) {
    case 'read':
      return <circle class="shape hollow" r="6.5" />;
    case 'cached':
      return (
        <g class="shape">
          <circle class="hollow" r="6.5" />
          <path class="solid" d="M-6.5 0 A6.5 6.5 0 0 0 6.5 0 Z" />
        </g>
      );
    case 'write':
      return <rect class="shape solid good" x="-6.5" y="-6.5" width="13" height="13" rx="1.5" />;
    case 'refused':
      return (
        <g class="shape">
          <path class="solid bad" d="M-4 -9.5 H4 L9.5 -4 V4 L4 9.5 H-4 L-9.5 4 V-4 Z" />
          <path class="cut" d="M-3.6 -3.6 L3.6 3.6 M3.6 -3.6 L-3.6 3.6" />
        </g>
      );
    case 'failed':
      return (
        <g class="shape">
          <path class="hollow bad" d="M0 -8 L8.5 7 H-8.5 Z" />
          <path class="bad line" d="M0 -3 V2 M0 4 V5" />
        </g>
      );
    case 'probe':
      return <path class="shape hollow" d="M0 -8 L8 0 L0 8 L-8 0 Z" />;
    case 'unseen':
      return <path class="shape solid warn" d="M0 -8 L8.5 7 H-8.5 Z" />;
    case 'run':
      return (
        <g class="shape">
          <circle class="hollow" cx="-4" r="6" />
          <circle class="hollow" cx="4" r="6" />
        </g>
      );
  }
}
