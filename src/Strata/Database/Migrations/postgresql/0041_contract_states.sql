-- States of runs and documents, and their ways, by the database itself.
create function runs_move() returns trigger language plpgsql as $$
begin
    if new.status not in ('running', 'completed', 'partial', 'failed', 'cancelled') then
        raise exception 'A run has no such status.';
    end if;
    if tg_op = 'INSERT' then
        return new;
    end if;
    if new.status <> old.status and old.status <> 'running' then
        raise exception 'A run ends once.';
    end if;
    if new.source_no <> old.source_no or new.interpreter <> old.interpreter or new.config_hash <> old.config_hash or new.attempt < old.attempt
        or (old.status <> 'running' and (new.blocks <> old.blocks or new.observations <> old.observations or new.staged is distinct from old.staged))
    then
        raise exception 'What a run was asked, and what came of it, is not changed.';
    end if;
    return new;
end $$;
create trigger runs_move before insert or update on runs for each row execute function runs_move();

create function documents_move() returns trigger language plpgsql as $$
begin
    if (new.complete = 0 and old.complete <> 0) or (new.is_last = 0 and old.is_last <> 0)
        or (old.text_digest is not null and new.text_digest is distinct from old.text_digest)
    then
        raise exception 'A document that is read to its end stays so.';
    end if;
    return new;
end $$;
create trigger documents_move before update on documents for each row execute function documents_move();
