/** How much unsaved work is kept. At the limit nothing is dropped in silence: newer saves wait outside, and the panel says so. */
export type VaultLimits = {
  /** Refused saves. */
  readonly count: number;
  /** Their bodies and what they started from together, in UTF-16 units. */
  readonly bytes: number;
};

export const defaultVaultLimits: VaultLimits = { count: 100, bytes: 16 * 1024 * 1024 };
