-- What a user may use and has used (docs/adr/0015-usage-and-quotas.md). Limits: null is the plan's, -1 none. storage_bytes: the bytes of
-- all sources. usage_month: a year and a month (202611); interpretations are those of that month.
alter table ledger_heads add column plan text not null default 'enterprise';
alter table ledger_heads add column storage_limit integer;
alter table ledger_heads add column interpretation_limit integer;
alter table ledger_heads add column storage_bytes integer not null default 0;
alter table ledger_heads add column storage_reserved integer not null default 0;
alter table ledger_heads add column usage_month integer not null default 0;
alter table ledger_heads add column interpretations integer not null default 0;

-- Room for bytes that are coming in; storage_reserved is the sum.
create table usage_reservations (
    user_id        text    not null references users (user_id),
    reservation_id text    not null,
    bytes          integer not null,
    expires_at     integer not null,
    primary key (user_id, reservation_id)
) without rowid;
create index usage_reservations_by_end on usage_reservations (expires_at);

update ledger_heads set
    storage_bytes = (select coalesce(sum(s.byte_size), 0) from sources s where s.user_id = ledger_heads.user_id),
    usage_month = (
        select coalesce(max(cast(strftime('%Y%m', r.started_at / 1000000, 'unixepoch') as integer)), 0)
        from runs r where r.user_id = ledger_heads.user_id and r.interpreter <> 'structured'
    );
update ledger_heads set interpretations = (
    select count(*) from runs r
    where r.user_id = ledger_heads.user_id and r.interpreter <> 'structured' and r.status in ('running', 'completed', 'partial')
        and cast(strftime('%Y%m', r.started_at / 1000000, 'unixepoch') as integer) = ledger_heads.usage_month
);
