/** Stands for webextension-polyfill in unit tests: empty, so that a use that a test did not provide for fails loudly. */
export default {};
