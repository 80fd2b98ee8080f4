-- Runs are listed by their state, and sources by that of their latest run that is not deleted.
-- runs_standing ends with deleted_seq so that SQLite reads the index alone.
create index runs_by_status on runs (user_id, status, run_no);
create index runs_standing on runs (user_id, source_no, run_no, status, deleted_seq) where deleted_seq is null;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('runs', 'runs_by_status', '100000 100000 10000 1'),
    ('runs', 'runs_standing', '100000 100000 2 1 1 1');
