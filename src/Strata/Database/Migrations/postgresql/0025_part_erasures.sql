-- Parts that were erased (docs/adr/0038-erasing-a-part.md). erasure_no: position of the decision. scope: what was asked for, as JSON.
-- content_key: of the hashes in erased_contents. receipt: what was removed; null: not finished. lifted_no: the decision that lifted the block.
create table part_erasures (
    user_id     text collate "C"    not null references users (user_id),
    erasure_no  bigint not null,
    scope       text collate "C"    not null,
    content_key bytea    not null,
    receipt     text collate "C",
    lifted_no   bigint,
    primary key (user_id, erasure_no)
);

-- Contents that must not come back: HMAC-SHA-256 of their digest.
create table erased_contents (
    user_id    text collate "C"    not null references users (user_id),
    erasure_no bigint not null,
    source_no  bigint not null,
    hash       bytea    not null,
    primary key (user_id, erasure_no, source_no)
);
create index erased_contents_by_hash on erased_contents (user_id, hash);

-- Rows that the hash chain names and that erasures removed.
create table erased_rows (
    user_id    text collate "C"    not null references users (user_id),
    kind       bigint not null,
    first_no   bigint not null,
    last_no    bigint not null,
    erasure_no bigint not null,
    primary key (user_id, kind, first_no)
);

set local role strata_search;
set local search_path = strata, pg_temp;
create function search_remove_pages(nos bigint[]) returns void
language sql volatile security definer set search_path = strata, pg_temp as $$
    delete from block_search
    where user_id = nullif(current_setting('strata.user_id', true), '') and page_no = any (nos)
$$;
revoke all on function search_remove_pages(bigint[]) from public;
grant execute on function search_remove_pages(bigint[]) to strata_app;
set local role strata_owner;
set local search_path = strata;
