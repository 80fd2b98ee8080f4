-- Archival of old runs (docs/adr/0020-archival.md). archived_at: the run's configuration is in run_configurations, its long errors in
-- run_archives. restored_at: when it was last put back; it is young from then on.
alter table runs add column archived_at integer;
alter table runs add column restored_at integer;
create index runs_to_archive on runs (user_id, finished_at, run_no) where archived_at is null and interpreter <> 'structured';

-- Pieces of archived runs: pages of one document whose rows in block_pages have an empty packed, first_block to last_block, or (no document)
-- the run's errors. digest: SHA-256 of the plain_size bytes that packed is Brotli of.
create table run_archives (
    user_id     text    not null,
    run_no      integer not null,
    piece_no    integer not null,
    document_no integer,
    first_block integer,
    last_block  integer,
    pages       integer not null,
    plain_size  integer not null,
    digest      blob    not null,
    packed      blob    not null,
    archived_at integer not null,
    primary key (user_id, run_no, piece_no),
    foreign key (user_id, run_no) references runs (user_id, run_no)
);
create index run_archives_by_block on run_archives (user_id, document_no, first_block) where document_no is not null;

-- Configurations of archived runs, each once. config_hash: SHA-256 of the text that packed is Brotli of.
create table run_configurations (
    user_id     text    not null references users (user_id),
    config_hash text    not null,
    plain_size  integer not null,
    packed      blob    not null,
    primary key (user_id, config_hash)
) without rowid;
