-- Runs that were deleted: what they found is withdrawn by a decision, which is undone like any other (docs/adr/0058-deleting-runs.md).
-- deleted_seq: that decision; null of a run that stands.
alter table runs add column deleted_seq integer;
create index runs_deleted on runs (user_id, run_no) where deleted_seq is not null;

-- Deletions and their undoing, while they are applied and after. deletion_no: the decision. undoes: the deletion that is undone; null of one.
create table run_deletions (
    user_id     text not null references users (user_id),
    deletion_no integer not null,
    run_no      integer not null,
    undoes      integer,
    actor       text not null,
    reason      text,
    total       integer not null,
    after_no    integer not null,
    changed     integer not null,
    state       text not null check (state in ('applying', 'applied')),
    primary key (user_id, deletion_no)
) without rowid;
create index run_deletions_by_run on run_deletions (user_id, run_no);
insert into sqlite_stat1 (tbl, idx, stat) values
    ('run_deletions', 'run_deletions', '1000 1000 1'),
    ('run_deletions', 'run_deletions_by_run', '1000 1000 1');
