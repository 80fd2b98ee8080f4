-- What belongs to the store as a whole and to no user: the last number that a user was given, which is never given again, and the key
-- that receipts of erasures are signed with. For the owner alone.
create table instance (
    name   text collate "C" not null primary key,
    number bigint,
    bytes  bytea
);
insert into instance (name, number) select 'user_no', coalesce(max(user_no), 0) from users;

-- From when on the user is being erased: nobody reads or writes as them any more (docs/adr/0019-backup-and-erasure.md).
alter table ledger_heads add column erased_from bigint;

-- Erasures under way, and what there was when they began. removed: rows so far, by table. It outlives the user until the receipt is out.
create table erasures (
    user_id    text collate "C" not null primary key,
    begun_at   bigint not null,
    seq        bigint not null,
    state_hash text collate "C",
    blobs      bigint not null,
    bytes      bigint not null,
    removed    text collate "C" not null
);
create policy strata_admin on erasures for select to strata_owner using (true);

-- A user is removed as that user: the policies hold for deletes, too.
grant delete on users, ledger_heads to strata_app;

set local role strata_search;
set local search_path = strata, pg_temp;
create function search_forget_entities(most bigint) returns bigint
language sql volatile security definer set search_path = strata, pg_temp as $$
    with gone as (
        delete from entity_search
        where user_id = nullif(current_setting('strata.user_id', true), '') and entity_no in (
            select s.entity_no from entity_search s
            where s.user_id = nullif(current_setting('strata.user_id', true), '') order by s.entity_no limit most)
        returning 1
    )
    select count(*) from gone
$$;
create function search_forget_pages(most bigint) returns bigint
language sql volatile security definer set search_path = strata, pg_temp as $$
    with gone as (
        delete from block_search
        where user_id = nullif(current_setting('strata.user_id', true), '') and page_no in (
            select s.page_no from block_search s
            where s.user_id = nullif(current_setting('strata.user_id', true), '') order by s.page_no limit most)
        returning 1
    )
    select count(*) from gone
$$;
revoke all on function search_forget_entities(bigint), search_forget_pages(bigint) from public;
grant execute on function search_forget_entities(bigint), search_forget_pages(bigint) to strata_app;

set local role strata_owner;
set local search_path = strata;
