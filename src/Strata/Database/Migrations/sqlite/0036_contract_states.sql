-- A run that has ended stays as it ended.
create trigger runs_move before update on runs
when old.status <> 'running' and new.status <> old.status
begin select raise(abort, 'A run that has ended stays as it ended.'); end;
create trigger runs_states before insert on runs
when new.status not in ('running', 'completed', 'partial', 'failed', 'cancelled')
begin select raise(abort, 'There is no such state of a run.'); end;
create trigger runs_ends before update on runs
when new.status not in ('running', 'completed', 'partial', 'failed', 'cancelled')
begin select raise(abort, 'There is no such state of a run.'); end;
