import browser from 'webextension-polyfill';
import { watchDevtoolsNetwork } from '../capture/devtools-pump.ts';
import { answerPage } from '../messages/page.ts';
import { withPageTiming } from './ask-timing.ts';
import { openInResave } from './open-in-resave.ts';
import { evaluate, runByEval } from './page-eval.ts';
import { createPump } from './pump.ts';

const { inspectedWindow, panels } = browser.devtools;
const { tabId } = inspectedWindow;

// A leading slash: without it the two browsers read the path from different places.
void panels.create('Resave', '/icons/32.png', '/src/shells/panel.html').then((panel) => openInResave(panels, panel));
// Firefox’s DevTools do not tell what its cache answered; Chromium’s do.
const pump = createPump();
watchDevtoolsNetwork(tabId, navigator.userAgent.includes('Firefox/') ? withPageTiming(pump, evaluate) : pump);
answerPage(tabId, runByEval);
