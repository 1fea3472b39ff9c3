/** The contract's procedures, each a few lines over one service. */
import { ORPCError } from '@orpc/server';
import { protocolVersion } from '../../contract/central/central-contract.ts';
import { callerWith, operators, procedures } from './call-context.ts';

export const centralVersion = '0.1.0';

/** An older or newer desk must not guess what a field means. Not in the closed list: the desk shows it as "update needed". */
function checkProtocol(protocol: number): void {
  if (protocol === protocolVersion) return;
  throw new ORPCError('UPDATE_NEEDED', { status: 426, message: `The centre speaks protocol ${protocolVersion}, this desk ${protocol}. Update the ${protocol < protocolVersion ? 'desk' : 'centre'}.` });
}

export const router = procedures.router({
  health: procedures.health.handler(({ context }) => ({ ok: true, version: centralVersion, protocol: protocolVersion, now: context.centre.now().toISOString() })),
  session: {
    signIn: procedures.session.signIn.handler(({ context, input }) => context.centre.identity.signIn({ ...input, address: context.address })),
    refresh: procedures.session.refresh.handler(({ context }) => context.centre.identity.refresh(callerWith(context))),
    signOut: procedures.session.signOut.handler(async ({ context }) => {
      await context.centre.identity.signOut(callerWith(context));
      return {};
    }),
  },
  users: {
    create: procedures.users.create.handler(({ context, input }) => {
      const caller = callerWith(context, ['administrator']);
      return context.centre.identity.createUser(caller.tenantId, caller.userId, input);
    }),
    list: procedures.users.list.handler(async ({ context }) => {
      const caller = callerWith(context, ['lead', 'quality', 'operations', 'administrator']);
      return [...(await context.centre.identity.listUsers(caller.tenantId))];
    }),
  },
  batches: {
    import: procedures.batches.import.handler(async ({ context, input }) => {
      const caller = callerWith(context, operators);
      return context.centre.importBatch({
        tenantId: caller.tenantId,
        actor: caller.userId,
        clientName: input.clientName,
        bytes: Buffer.from(await input.file.arrayBuffer()),
        columnMap: input.columnMap,
      });
    }),
    list: procedures.batches.list.handler(({ context }) => context.centre.batches.list(callerWith(context, ['lead', ...operators]).tenantId)),
    assign: procedures.batches.assign.handler(async ({ context, input }) => ({ perAgent: await context.centre.batches.assign(callerWith(context, operators), input.batchId, input.agentIds) })),
    withdraw: procedures.batches.withdraw.handler(async ({ context, input }) => ({ removed: await context.centre.batches.withdraw(callerWith(context, operators), input.batchId) })),
    exportCsv: procedures.batches.exportCsv.handler(({ context, input }) => context.centre.batches.exportCsv(callerWith(context, operators), input.batchId)),
  },
  sync: {
    changes: procedures.sync.changes.handler(({ context, input }) => context.centre.changes(callerWith(context, ['agent']), input.cursor, input.limit)),
    ingest: procedures.sync.ingest.handler(async ({ context, input }) => {
      const caller = callerWith(context, ['agent']);
      checkProtocol(input.protocol);
      return { receipts: await context.centre.ingest(caller, input.activities) };
    }),
  },
  cases: {
    activities: procedures.cases.activities.handler(({ context, input }) => context.centre.activities(callerWith(context, ['agent', 'lead', 'quality', 'administrator']), input.caseId)),
  },
  recordings: {
    receipt: procedures.recordings.receipt.handler(({ context, input }) => context.centre.recordings.receipt(callerWith(context), input.recordingId)),
  },
  audit: {
    list: procedures.audit.list.handler(async ({ context, input }) => {
      const rows = await context.centre.audit(callerWith(context, ['lead', 'quality', 'administrator']).tenantId, input.limit);
      return rows.map(({ at, actor, action, subject }) => ({ at, actor, action, subject }));
    }),
  },
});
