-- The text index (docs/adr/0042-postings.md): segments of postings, made and read by Strata.Indexing.Postings. place: higher is newer.
-- version: of the tokenizer; 0 marks an index that is still to be made. is_ready: 0 while a job makes it. data: a small segment, else
-- it has pages.
create table search_segments (
    user_id    text    not null references users (user_id),
    segment_no integer not null,
    kind       integer not null,
    place      integer not null,
    tier       integer not null,
    documents  integer not null,
    version    integer not null,
    is_ready   integer not null,
    data       blob,
    primary key (user_id, segment_no)
) without rowid;

create table search_pages (
    user_id    text    not null references users (user_id),
    segment_no integer not null,
    first_key  blob    not null,
    content    blob    not null,
    primary key (user_id, segment_no, first_key)
) without rowid;

-- Which entities a block is said to hold.
create index observations_by_document on observations (user_id, document_no, block) where document_no is not null;

insert into search_segments (user_id, segment_no, kind, place, tier, documents, version, is_ready, data)
    select user_id, 1, 0, 1, 9, 0, 0, 1, x'0000' from users u
    where exists (select 1 from entities e where e.user_id = u.user_id) or exists (select 1 from block_pages p where p.user_id = u.user_id);

drop table entity_search_terms;
drop table block_search_terms;
drop table entity_search;
drop table block_search;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('search_segments', 'search_segments', '100000 40 1'),
    ('search_pages', 'search_pages', '1000000 10000 1000 1'),
    ('observations', 'observations_by_document', '1000000 100000 500 2');
