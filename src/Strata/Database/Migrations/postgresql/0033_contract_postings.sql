-- The text index (docs/adr/0042-postings.md): segments of postings, made and read by Strata.Indexing.Postings. place: higher is newer.
-- version: of the tokenizer; 0 marks an index that is still to be made. is_ready: 0 while a job makes it. data: a small segment, else
-- it has pages.
create table search_segments (
    user_id    text collate "C" not null references users (user_id),
    segment_no bigint not null,
    kind       bigint not null,
    place      bigint not null,
    tier       bigint not null,
    documents  bigint not null,
    version    bigint not null,
    is_ready   bigint not null,
    data       bytea,
    primary key (user_id, segment_no)
);
alter table search_segments alter column data set storage external;

create table search_pages (
    user_id    text collate "C" not null references users (user_id),
    segment_no bigint not null,
    first_key  bytea  not null,
    content    bytea  not null,
    primary key (user_id, segment_no, first_key)
);
-- Numbers that are packed already.
alter table search_pages alter column content set storage external;

-- Which entities a block is said to hold.
create index observations_by_document on observations (user_id, document_no, block) where document_no is not null;

-- The owner is bound by row-level security too, and has no policy on what users have stored.
alter table entities no force row level security;
alter table block_pages no force row level security;
insert into search_segments (user_id, segment_no, kind, place, tier, documents, version, is_ready, data)
    select user_id, 1, 0, 1, 9, 0, 0, 1, '\x0000' from users u
    where exists (select 1 from entities e where e.user_id = u.user_id) or exists (select 1 from block_pages p where p.user_id = u.user_id);
alter table entities force row level security;
alter table block_pages force row level security;

set local role strata_search;
set local search_path = strata, pg_temp;
drop function search_put_entities(bigint[], text[]);
drop function search_remove_entities(bigint[]);
drop function search_put_pages(bigint[], text[]);
drop function search_newest_entities(text, text, bigint, bigint, bigint);
drop function search_newest_pages(text, text, bigint, bigint, bigint);
drop function search_newest(text, text, text, text, bigint, bigint, bigint);
drop function search_all_entities(text, text, bigint);
drop function search_forget_entities(bigint);
drop function search_forget_pages(bigint);
drop function search_remove_pages(bigint[]);
drop table entity_search;
drop table block_search;
set local role strata_owner;
set local search_path = strata;
