/** How the devtools page tells the panel of a URL: by this event at its window, and this attribute for one that still loads. */
export const openEvent = 'resave:open-url';
export const openAttribute = 'data-open-url';
