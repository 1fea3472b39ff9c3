/** Asks the desk's own contract what it has stored, with the cookie of an open page. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { BrowserContext } from '@playwright/test';
import { WebSocket } from 'ws';
import type { deskContract } from '../../src/contract/desk/desk-contract.ts';

export type DeskProbe = ContractRouterClient<typeof deskContract> & { readonly close: () => void };

export async function openDeskProbe(context: BrowserContext, deskUrl: string): Promise<DeskProbe> {
  const { origin, host } = new URL(deskUrl);
  const cookie = (await context.cookies(origin)).map((one) => `${one.name}=${one.value}`).join('; ');
  const socket = new WebSocket(`ws://${host}/desk`, { headers: { cookie, origin } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const client: ContractRouterClient<typeof deskContract> = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  // not the client itself: an async function that returns a client would be awaited through its proxy
  const { app, session, cases, dialing, calls, recordings, sync, settings } = client;
  return { app, session, cases, dialing, calls, recordings, sync, settings, close: () => socket.close() };
}
