import browser from 'webextension-polyfill';
import { watchDevtoolsNetwork } from '../capture/devtools-pump.ts';
import { answerPage } from '../messages/bus.ts';
import { runByEval } from './page-eval.ts';
import { createPump } from './pump.ts';

const { tabId } = browser.devtools.inspectedWindow;

// A leading slash: without it the two browsers read the path from different places.
void browser.devtools.panels.create('Resave', '/icons/32.png', '/src/shells/panel.html');
watchDevtoolsNetwork(tabId, createPump());
answerPage(tabId, runByEval);
