import { isFields, isString, isStrings, stringOr } from '../../http/unknown.ts';

/** What the browser tells of another extension (`management.ExtensionInfo`), as far as it matters here. */
export type Installed = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly mayDisable: boolean;
  readonly permissions: readonly string[];
  readonly hostPermissions: readonly string[];
};

/** The part of `browser.management` that is needed; absent until the person has allowed it. */
export type Management = {
  getAll(): Promise<readonly ManagedItem[]>;
  setEnabled(id: string, enabled: boolean): Promise<void>;
};

/** One of `getAll`: extensions, themes and, in Chromium, apps. */
export type ManagedItem = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly mayDisable: boolean;
  readonly type: string;
  readonly permissions?: readonly string[];
  readonly hostPermissions?: readonly string[];
};

/** Every extension but Resave itself. */
export function othersOf(items: readonly ManagedItem[], self: string): readonly Installed[] {
  return items
    .filter(({ id, type }) => type === 'extension' && id !== self)
    .map(({ description = '', permissions = [], hostPermissions = [], ...rest }) => ({
      id: rest.id,
      name: rest.name,
      version: rest.version,
      enabled: rest.enabled,
      mayDisable: rest.mayDisable,
      description,
      permissions,
      hostPermissions,
    }));
}

/** The list as another context of Resave told it; null where it is none: the person has not allowed it. */
export function parseInstalled(value: unknown): readonly Installed[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((one) => {
    if (!isFields(one) || !isString(one.id) || !isString(one.name) || !isString(one.version)) return [];
    const { id, name, version, permissions, hostPermissions } = one;
    return [
      {
        id,
        name,
        version,
        description: stringOr(one.description, ''),
        enabled: one.enabled === true,
        mayDisable: one.mayDisable === true,
        permissions: isStrings(permissions) ? permissions : [],
        hostPermissions: isStrings(hostPermissions) ? hostPermissions : [],
      },
    ];
  });
}
