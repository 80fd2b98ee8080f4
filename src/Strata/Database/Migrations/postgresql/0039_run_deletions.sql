-- Runs that were deleted: what they found is withdrawn by a decision, which is undone like any other (docs/adr/0058-deleting-runs.md).
-- deleted_seq: that decision; null of a run that stands.
alter table runs add column deleted_seq bigint;
create index runs_deleted on runs (user_id, run_no) where deleted_seq is not null;

-- Deletions and their undoing, while they are applied and after. deletion_no: the decision. undoes: the deletion that is undone; null of one.
create table run_deletions (
    user_id     text collate "C" not null references users (user_id),
    deletion_no bigint not null,
    run_no      bigint not null,
    undoes      bigint,
    actor       text collate "C" not null,
    reason      text collate "C",
    total       bigint not null,
    after_no    bigint not null,
    changed     bigint not null,
    state       text collate "C" not null check (state in ('applying', 'applied')),
    primary key (user_id, deletion_no)
);
create index run_deletions_by_run on run_deletions (user_id, run_no);
