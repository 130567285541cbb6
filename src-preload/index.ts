import { contextBridge, ipcRenderer, webUtils } from 'electron';

import { ANNOUNCE, CALL } from './channels.ts';
import type { Announcement, Transport } from './contract.ts';

contextBridge.exposeInMainWorld('bridge', {
  send: (method, input) => ipcRenderer.invoke(CALL, method, input),
  listen: (onAnnouncement) => {
    const relay = (_event: unknown, announcement: Announcement) => onAnnouncement(announcement);
    ipcRenderer.on(ANNOUNCE, relay);
    return () => ipcRenderer.removeListener(ANNOUNCE, relay);
  },
  locate: async (file) => webUtils.getPathForFile(file),
} satisfies Transport);
