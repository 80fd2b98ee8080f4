-- States of runs and documents, and their ways, by the database itself.
create trigger runs_begin before insert on runs
when new.status not in ('running', 'completed', 'partial', 'failed', 'cancelled')
begin select raise(abort, 'A run has no such status.'); end;
create trigger runs_end before update on runs
when new.status <> old.status and (old.status <> 'running' or new.status not in ('completed', 'partial', 'failed', 'cancelled'))
begin select raise(abort, 'A run ends once.'); end;
create trigger runs_stay before update on runs
when new.source_no <> old.source_no or new.interpreter <> old.interpreter or new.config_hash <> old.config_hash or new.attempt < old.attempt
    or (old.status <> 'running' and (new.blocks <> old.blocks or new.observations <> old.observations or new.staged is not old.staged))
begin select raise(abort, 'What a run was asked, and what came of it, is not changed.'); end;
create trigger documents_end before update on documents
when (new.complete = 0 and old.complete <> 0) or (new.is_last = 0 and old.is_last <> 0)
    or (old.text_digest is not null and new.text_digest is not old.text_digest)
begin select raise(abort, 'A document that is read to its end stays so.'); end;
