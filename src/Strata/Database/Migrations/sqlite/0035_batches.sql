-- Runs over many sources (docs/adr/0054-batches.md). filter: project or sources, by number, as JSON. after_no: up to which source runs are begun.
create table batches (
    user_id     text not null references users (user_id),
    batch_no    integer not null,
    filter      text not null,
    options     text not null,
    actor       text not null,
    state       text not null check (state in ('starting', 'started', 'paused', 'cancelled')),
    total       integer not null,
    after_no    integer not null,
    recorded_at integer not null,
    primary key (user_id, batch_no)
) without rowid;

-- The run of each source, or why it has none.
create table batch_runs (
    user_id   text not null references users (user_id),
    batch_no  integer not null,
    source_no integer not null,
    run_no    integer,
    refusal   text,
    primary key (user_id, batch_no, source_no),
    foreign key (user_id, batch_no) references batches (user_id, batch_no),
    check (run_no is not null or refusal is not null)
) without rowid;
create index batch_runs_by_source on batch_runs (user_id, source_no);
insert into sqlite_stat1 (tbl, idx, stat) values
    ('batches', 'batches', '100 100 1'),
    ('batch_runs', 'batch_runs', '10000 10000 100 1'),
    ('batch_runs', 'batch_runs_by_source', '10000 10000 2');
