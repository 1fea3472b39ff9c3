/** Hands the page one end of a message channel and serves the desk contract on the other. */
import { RPCHandler } from '@orpc/server/message-port';
import { onError } from '@orpc/server';
import type { IpcMain, IpcMainEvent, MessagePortMain } from 'electron';
import type { Desk } from '../../compose.ts';
import type { Log } from '../host.ts';
import { isDeskAddress } from './protocol.ts';

/** The preload script asks on this channel and is answered on the other one; src/preload/index.ts has the same words. */
export const wantPort = 'fairline:want-desk-port';
export const handPort = 'fairline:desk-port';

export interface PortParts {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly MessageChannelMain: new () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };
  readonly router: Desk['router'];
  readonly log: Log;
}

/** A page that is loaded again asks again; the channel of the page before closes by itself. */
export function serveDeskPorts({ ipcMain, MessageChannelMain, router, log }: PortParts): void {
  const handler = new RPCHandler(router, {
    interceptors: [
      onError((error) => {
        if (!(error instanceof Error) || !('code' in error)) log.error({ error: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }, 'a desk procedure failed');
      }),
    ],
  });
  ipcMain.on(wantPort, (event: Pick<IpcMainEvent, 'senderFrame'>) => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isDeskAddress(frame.url)) {
      log.warn({}, "something that is not the desk's page asked for the desk and was refused");
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1);
    port1.start();
    frame.postMessage(handPort, null, [port2]);
  });
}
