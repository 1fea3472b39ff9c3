/** Asks the centre, as its own people would, what has arrived. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { centralContract } from '../../src/contract/central/central-contract.ts';

export type CentralProbe = ContractRouterClient<typeof centralContract>;

export async function openCentralProbe(url: string, username: string): Promise<CentralProbe> {
  let token: string | null = null;
  const client: CentralProbe = createORPCClient(new OpenAPILink(centralContract, { url: `${url}/api`, headers: () => (token === null ? {} : { authorization: `Bearer ${token}` }) }));
  token = (await client.session.signIn({ tenant: 'practice', username, password: `${username}-practice`, deskId: 'shift-probe' })).token;
  return client;
}
