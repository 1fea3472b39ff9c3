/** Hands the page its message port to the desk; no logic. Runs sandboxed, beside the page but out of its reach. */
import { ipcRenderer } from 'electron';

// the channels of src/main/hosts/electron/ipc.ts and the words of src/renderer/src/desk/desk-client.ts
const wantPort = 'fairline:want-desk-port';
const handPort = 'fairline:desk-port';

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === wantPort) ipcRenderer.send(wantPort);
});
ipcRenderer.on(handPort, (event) => window.postMessage(handPort, window.location.origin, [...event.ports]));
