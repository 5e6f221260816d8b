/** The few parts of Firefox's own (privileged, untyped) objects that firefox-chrome.ts uses. Seen in Firefox 153. */
export type MessageListener = (message: { data: { value?: string; error?: string } }) => void;

export interface XulBrowser extends HTMLElement {
  readonly browsingContext: BrowsingContext | null;
  /** 1 is none. */
  fullZoom: number;
  readonly messageManager: {
    addMessageListener(name: string, listener: MessageListener): void;
    removeMessageListener(name: string, listener: MessageListener): void;
    loadFrameScript(url: string, later: boolean): void;
  } | null;
}

export interface ExtensionView {
  readonly viewType: string;
  readonly xulBrowser: XulBrowser | undefined;
}

export interface Extension {
  readonly views: Iterable<ExtensionView>;
  readonly backgroundState: string;
  readonly uuid: string;
  wakeupBackground(): Promise<void>;
  terminateBackground(options: { ignoreDevToolsAttached: boolean; disableResetIdleForTest: boolean }): Promise<void>;
}

export interface Toolbox {
  readonly doc: Document;
  getAdditionalTools(): readonly { readonly id: string; readonly label: string }[];
  selectTool(id: string): Promise<unknown>;
  /** What the Network panel stands on, shown or not. */
  getNetMonitorAPI(): Promise<{ readonly connector: unknown; readonly store: { getState(): unknown } }>;
  destroy(): Promise<unknown>;
}

export interface BrowserAction {
  readonly action: { getProperty(tab: unknown, property: string): unknown };
  triggerAction(window: Window): void;
}

export interface TextInputProcessor {
  beginInputTransactionForTests(window: Window): boolean;
  keydown(event: KeyboardEvent): void;
  keyup(event: KeyboardEvent): void;
}

export interface ChromeWindow extends Window {
  synthesizeMouseEvent(
    type: string,
    x: number,
    y: number,
    event: { button: number; clickCount: number },
    options: object,
  ): void;
  readonly KeyboardEvent: typeof KeyboardEvent;
}

export interface BrowsingContext {
  readonly currentWindowGlobal: {
    readonly innerWindowId: number;
    drawSnapshot(rectangle: null, scale: number, background: string): Promise<ImageBitmap>;
  } | null;
}

export interface Privileged {
  readonly ChromeUtils: { importESModule(url: string): Record<string, unknown> };
  readonly WebExtensionPolicy: { getByID(id: string): { readonly extension: Extension } | null };
  readonly Cc: { readonly [contract: string]: { createInstance(of: unknown): TextInputProcessor } };
  readonly Ci: { readonly nsITextInputProcessor: unknown };
  readonly Services: {
    readonly prefs: {
      setCharPref(name: string, value: string): void;
      setIntPref(name: string, value: number): void;
      clearUserPref(name: string): void;
    };
  };
  readonly gBrowser: { readonly selectedTab: unknown; readonly selectedBrowser: XulBrowser };
  openTrustedLinkIn(url: string, where: 'window', options: { readonly private: boolean }): void;
  readonly browsingContext: BrowsingContext;
}
