import { render } from 'preact';
import { ask } from '../messages/asked.ts';
import { say } from '../texts/say.ts';
import { BringPage } from '../ui/bring/bring-page.tsx';
import { takeHandedOver } from '../ui/bring/hand-over.ts';
import { createImportClient } from '../ui/bring/import-client.ts';
import { createBring } from '../ui/bring/model.ts';
import { dressPage } from '../ui/shared/dress-page.ts';
import { startImportWorker } from './start-import-worker.ts';
import '../ui/shared/base.css';
import '../ui/panel/panel.css';
import '../ui/bring/bring.css';

dressPage(say`Resave: import`);
const bring = createBring(createImportClient(startImportWorker()), async (page) => {
  await ask('open-page', { page, origin: null });
});
const app = document.getElementById('app');
if (app !== null) render(<BringPage bring={bring} />, app);
takeHandedOver((files) => void bring.add(files));
