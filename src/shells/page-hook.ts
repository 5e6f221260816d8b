import { installHook } from '../capture/page/hook.ts';

installHook();
