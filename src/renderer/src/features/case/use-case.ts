import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { CaseId, Case, Contact } from '../../../../domain/case/case.ts';
import { desk } from '../../desk/desk-query.ts';

export function useCase(id: CaseId): UseQueryResult<CaseView> {
  return useQuery(desk.cases.get.queryOptions({ input: { caseId: id } }));
}

/** The number to call first: the debtor's own mobile, then the debtor's other numbers, then whoever may be called. */
export function firstContact(one: Case): Contact | undefined {
  const open = one.contacts.filter((contact) => contact.mayCall);
  return open.find((c) => c.relation === 'self' && c.phoneType === 'mobile') ?? open.find((c) => c.relation === 'self') ?? open[0];
}
