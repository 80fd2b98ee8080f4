-- What belongs to the store as a whole and to no user: the last number that a user was given, which is never given again, and the key
-- that receipts of erasures are signed with.
create table instance (
    name   text not null primary key,
    number integer,
    bytes  blob
) without rowid;
insert into instance (name, number) select 'user_no', coalesce(max(user_no), 0) from users;

-- From when on the user is being erased: nobody reads or writes as them any more (docs/adr/0019-backup-and-erasure.md).
alter table ledger_heads add column erased_from integer;

-- Erasures under way, and what there was when they began. removed: rows so far, by table. It outlives the user until the receipt is out.
create table erasures (
    user_id    text    not null primary key,
    begun_at   integer not null,
    seq        integer not null,
    state_hash text,
    blobs      integer not null,
    bytes      integer not null,
    removed    text    not null
) without rowid;

-- Which terms the text index has of which row: what is to be deleted from it has to be named.
create virtual table entity_search_terms using fts5vocab('entity_search', 'instance');
create virtual table block_search_terms using fts5vocab('block_search', 'instance');
