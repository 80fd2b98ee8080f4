-- Parts that were erased (docs/adr/0038-erasing-a-part.md). erasure_no: position of the decision. scope: what was asked for, as JSON.
-- content_key: of the hashes in erased_contents. receipt: what was removed; null: not finished. lifted_no: the decision that lifted the block.
create table part_erasures (
    user_id     text    not null references users (user_id),
    erasure_no  integer not null,
    scope       text    not null,
    content_key blob    not null,
    receipt     text,
    lifted_no   integer,
    primary key (user_id, erasure_no)
) without rowid;

-- Contents that must not come back: HMAC-SHA-256 of their digest.
create table erased_contents (
    user_id    text    not null references users (user_id),
    erasure_no integer not null,
    source_no  integer not null,
    hash       blob    not null,
    primary key (user_id, erasure_no, source_no)
) without rowid;
create index erased_contents_by_hash on erased_contents (user_id, hash);

-- Rows that the hash chain names and that erasures removed.
create table erased_rows (
    user_id    text    not null references users (user_id),
    kind       integer not null,
    first_no   integer not null,
    last_no    integer not null,
    erasure_no integer not null,
    primary key (user_id, kind, first_no)
) without rowid;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('part_erasures', 'part_erasures', '100 100 1'),
    ('erased_contents', 'erased_contents', '10000 10000 100 1'),
    ('erased_contents', 'erased_contents_by_hash', '10000 10000 1'),
    ('erased_rows', 'erased_rows', '10000 10000 1000 1');
