/** Tenants, teams, users, desk tokens, and the tables better-auth keeps passwords in. */
import { runStatements } from '../migration.ts';
import type { Migration } from '../migration.ts';

const statements = [
  `create table tenants (id text primary key, name text not null unique, created_at timestamptz not null default now())`,
  `create table tenant_counters (tenant_id text primary key references tenants(id), change_seq bigint not null default 0, audit_seq bigint not null default 0, audit_hash text not null default '')`,
  `create table teams (tenant_id text not null references tenants(id), id text not null, name text not null, primary key (tenant_id, id), unique (tenant_id, name))`,
  `create table users (tenant_id text not null references tenants(id), id text not null, username text not null, username_key text not null, display_name text not null,
     role text not null check (role in ('agent','lead','quality','operations','administrator')), team_id text, email text not null unique, created_at timestamptz not null default now(),
     primary key (tenant_id, id), unique (tenant_id, username_key), foreign key (tenant_id, team_id) references teams(tenant_id, id))`,
  `create table desk_tokens (hash text primary key, tenant_id text not null, user_id text not null, desk_id text not null, issued_at timestamptz not null, expires_at timestamptz not null,
     foreign key (tenant_id, user_id) references users(tenant_id, id))`,
  `create index desk_tokens_by_expiry on desk_tokens (expires_at)`,
  `create table auth_users (id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null, image text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create table auth_sessions (id text primary key, "expiresAt" timestamptz not null, token text not null unique, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
     "ipAddress" text, "userAgent" text, "userId" text not null references auth_users(id) on delete cascade)`,
  `create index auth_sessions_by_user on auth_sessions ("userId")`,
  `create table auth_accounts (id text primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references auth_users(id) on delete cascade, "accessToken" text, "refreshToken" text,
     "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index auth_accounts_by_user on auth_accounts ("userId")`,
  `create table auth_verifications (id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index auth_verifications_by_identifier on auth_verifications (identifier)`,
];

export const people: Migration = { number: 10, name: 'people', up: (trx) => runStatements(trx, statements) };
