-- A run that has ended stays as it ended.
create function runs_move() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.status <> 'running' and new.status <> old.status then
        raise exception 'A run that has ended stays as it ended.';
    end if;
    if new.status not in ('running', 'completed', 'partial', 'failed', 'cancelled') then
        raise exception 'There is no such state of a run.';
    end if;
    return new;
end $$;
create trigger runs_move before insert or update of status on runs for each row execute function runs_move();
