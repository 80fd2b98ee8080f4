-- What a user may use and has used (docs/adr/0015-usage-and-quotas.md). Limits: null is the plan's, -1 none. storage_bytes: the bytes of
-- all sources. usage_month: a year and a month (202611); interpretations are those of that month.
alter table ledger_heads add column plan text collate "C" not null default 'enterprise';
alter table ledger_heads add column storage_limit bigint;
alter table ledger_heads add column interpretation_limit bigint;
alter table ledger_heads add column storage_bytes bigint not null default 0;
alter table ledger_heads add column storage_reserved bigint not null default 0;
alter table ledger_heads add column usage_month bigint not null default 0;
alter table ledger_heads add column interpretations bigint not null default 0;

-- Room for bytes that are coming in; storage_reserved is the sum.
create table usage_reservations (
    user_id        text collate "C" not null references users (user_id),
    reservation_id text collate "C" not null,
    bytes          bigint not null,
    expires_at     bigint not null,
    primary key (user_id, reservation_id)
);
create index usage_reservations_by_end on usage_reservations (expires_at);

-- Workers find out whose reservations have ended; the rest is done as that user.
create policy strata_queue on usage_reservations for select to strata_queue using (true);
grant select (user_id, expires_at) on usage_reservations to strata_queue;

-- The owner is bound by row-level security too, and has no policy on what users have stored.
alter table ledger_heads no force row level security;
alter table sources no force row level security;
alter table runs no force row level security;
update ledger_heads h set
    storage_bytes = (select cast(coalesce(sum(s.byte_size), 0) as bigint) from sources s where s.user_id = h.user_id),
    usage_month = (
        select coalesce(max(cast(to_char(to_timestamp(r.started_at / 1000000) at time zone 'UTC', 'YYYYMM') as bigint)), 0)
        from runs r where r.user_id = h.user_id and r.interpreter <> 'structured'
    );
update ledger_heads h set interpretations = (
    select count(*) from runs r
    where r.user_id = h.user_id and r.interpreter <> 'structured' and r.status in ('running', 'completed', 'partial')
        and cast(to_char(to_timestamp(r.started_at / 1000000) at time zone 'UTC', 'YYYYMM') as bigint) = h.usage_month
);
alter table ledger_heads force row level security;
alter table sources force row level security;
alter table runs force row level security;
