/**
 * Tables of the centre as Kysely sees them. Amounts are bigint minor units; dates without time are ISO text; instants are
 * timestamptz. bigint comes back as text or number depending on the driver, hence `Whole`, to be read with Number().
 */
import type { ColumnType, Generated } from 'kysely';

type Whole = ColumnType<number | string, number, number>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null, Date | string | null>;
/** Written as JSON text, read as the parsed value. */
type Json<T> = ColumnType<T, string, string>;

interface TenantTable {
  id: string;
  name: string;
  created_at: Generated<Date>;
}
/** One row per tenant; its row lock puts the writers of a tenant in line, so that order of commit is order of seq. */
interface TenantCounterTable {
  tenant_id: string;
  change_seq: Whole;
  audit_seq: Whole;
  audit_hash: string;
}
interface TeamTable {
  tenant_id: string;
  id: string;
  name: string;
}
interface UserTable {
  tenant_id: string;
  id: string;
  username: string;
  username_key: string;
  display_name: string;
  role: string;
  team_id: string | null;
  email: string;
  created_at: Generated<Date>;
}
/** Desk tokens: only the sha256 of a token is kept. */
interface DeskTokenTable {
  hash: string;
  tenant_id: string;
  user_id: string;
  desk_id: string;
  issued_at: Instant;
  expires_at: Instant;
}
interface BatchTable {
  tenant_id: string;
  id: string;
  client_name: string;
  batch_no: string;
  status: string;
  imported_at: Instant;
  withdrawn_at: MaybeInstant;
}
interface DebtorTable {
  tenant_id: string;
  id: string;
  name: string;
  region: string;
  time_zones: Json<string[]>;
}
interface CaseTable {
  tenant_id: string;
  id: string;
  case_no: string;
  batch_id: string;
  client_name: string;
  debtor_id: string;
  product: string;
  jurisdiction: string;
  language: string;
  currency: string;
  balance_minor: Whole;
  dpd: number;
  bucket: string;
  placed_on: string;
  recall_on: string;
  facts_hash: string;
  status: string;
  next_action: string | null;
  next_action_at: MaybeInstant;
  /** Clock of the activity that last set status and next action. */
  work_clock: string | null;
  agent_id: string | null;
}
interface AccountTable {
  tenant_id: string;
  id: string;
  case_id: string;
  position: number;
  product: string;
  number_end: string;
  currency: string;
  principal_minor: Whole;
  interest_minor: Whole;
  fees_minor: Whole;
  due_minor: Whole;
  dpd: number;
  bucket: string;
}
interface ContactTable {
  tenant_id: string;
  id: string;
  case_id: string;
  position: number;
  name: string;
  relation: string;
  phone: string;
  phone_type: string;
  may_call: boolean;
  why_not: string | null;
  /** Closed by a desk's work: an import does not open it again. */
  closed_by_work: boolean;
}
/** For each agent and case the latest change only: what a desk with an older cursor must hear. */
interface CaseChangeTable {
  tenant_id: string;
  agent_id: string;
  case_id: string;
  seq: Whole;
  kind: string;
}
interface ActivityTable {
  tenant_id: string;
  id: string;
  case_id: string;
  actor: string;
  desk_id: string;
  clock: string;
  kind: string;
  /** JSON text: jsonb would change order and numbers, and could not be hashed again. */
  body: string;
  body_hash: string;
  received_at: Instant;
}
interface RecordingTable {
  tenant_id: string;
  id: string;
  case_id: string;
  call_id: string;
  sha256: string;
  bytes: Whole;
  stored_at: Instant;
  uploaded_by: string;
}
interface AuditTable {
  tenant_id: string;
  seq: Whole;
  at: string;
  actor: string;
  action: string;
  subject: string;
  previous_hash: string;
  hash: string;
}
interface ColumnMapTable {
  tenant_id: string;
  client_name: string;
  headings: Json<Record<string, string>>;
}

export interface Schema {
  tenants: TenantTable;
  tenant_counters: TenantCounterTable;
  teams: TeamTable;
  users: UserTable;
  desk_tokens: DeskTokenTable;
  batches: BatchTable;
  debtors: DebtorTable;
  cases: CaseTable;
  accounts: AccountTable;
  contacts: ContactTable;
  case_changes: CaseChangeTable;
  activities: ActivityTable;
  recordings: RecordingTable;
  audit: AuditTable;
  column_maps: ColumnMapTable;
}
