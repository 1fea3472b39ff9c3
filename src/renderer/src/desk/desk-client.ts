/**
 * The typed client of the desk contract: over a MessagePort when the preload script hands one over (Electron),
 * else over a WebSocket to `/desk` of the host that served the page. A lost socket is opened again with back-off;
 * calls made meanwhile wait for the next attempt and then fail with `DeskAway`, never silently.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { create } from 'zustand';
import type { deskContract } from '../../../contract/desk/desk-contract.ts';

export type DeskClient = ContractRouterClient<typeof deskContract>;
type Link = ClientLink<ClientContext>;

/** The program that keeps the data did not answer; nothing is known about whether the call was done. */
export class DeskAway extends Error {
  override readonly name = 'DeskAway';
}

/** Whether the page can reach the desk's own program (not the centre). */
export const useDeskLink = create<{ state: 'connecting' | 'open' | 'lost' }>(() => ({ state: 'connecting' }));

/** Shortest and longest pause between two attempts, in milliseconds. */
const firstPause = 250;
const longestPause = 5_000;

interface Attempt {
  readonly socket: WebSocket;
  readonly link: Link;
  readonly opened: Promise<boolean>;
}

function socketLink(url: string): Link {
  let pause = firstPause;
  let attempt = open();

  function open(): Attempt {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const opened = new Promise<boolean>((settle) => {
      socket.addEventListener('open', () => {
        pause = firstPause;
        useDeskLink.setState({ state: 'open' });
        settle(true);
      });
      socket.addEventListener('close', () => {
        useDeskLink.setState({ state: 'lost' });
        settle(false);
        window.setTimeout(() => {
          attempt = open();
        }, pause);
        pause = Math.min(longestPause, pause * 2);
      });
    });
    return { socket, link: new SocketLink({ websocket: socket }), opened };
  }

  async function ready(): Promise<Attempt> {
    if (attempt.socket.readyState === WebSocket.CLOSED || attempt.socket.readyState === WebSocket.CLOSING) {
      await new Promise((resolve) => window.setTimeout(resolve, pause + 50));
    }
    const current = attempt;
    if (!(await current.opened)) throw new DeskAway('The desk program does not answer');
    return current;
  }

  return {
    async call(path, input, options) {
      const current = await ready();
      return awayWhenClosed(current.link.call(path, input, options), () => current.socket.readyState !== WebSocket.OPEN);
    },
  };
}

function portLink(): Link {
  const handed = new Promise<Link>((resolve) => {
    window.addEventListener('message', (event) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'fairline:desk-port' || port === undefined) return;
      port.start();
      useDeskLink.setState({ state: 'open' });
      resolve(new PortLink({ port }));
    });
    window.postMessage('fairline:want-desk-port', window.location.origin === 'null' ? '*' : window.location.origin);
  });
  return { call: async (path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) => (await handed).call(path, input, options) };
}

async function awayWhenClosed<T>(pending: Promise<T>, closed: () => boolean): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    if (cause instanceof ORPCError || !closed()) throw cause;
    throw new DeskAway('The desk program does not answer', { cause });
  }
}

function chooseLink(): Link {
  if (/\bElectron\//.test(navigator.userAgent)) return portLink();
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return socketLink(`${scheme}://${window.location.host}/desk`);
}

export const deskClient: DeskClient = createORPCClient(chooseLink());
