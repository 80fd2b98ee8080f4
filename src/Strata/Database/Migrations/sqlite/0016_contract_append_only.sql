-- The ledger, which is the audit log as well, is only ever added to. What a user has of it can be removed while an erasure of that user is
-- noted. "insert or replace" would remove a row without asking the trigger on deletes.
create trigger observations_stay before update on observations
begin select raise(abort, 'The ledger is only ever added to: observations are not changed.'); end;
create trigger observations_last before delete on observations
when not exists (select 1 from erasures e where e.user_id = old.user_id)
begin select raise(abort, 'The ledger is only ever added to: observations are not removed.'); end;
create trigger observations_once before insert on observations
when exists (select 1 from observations o where o.user_id = new.user_id and o.seq = new.seq)
begin select raise(abort, 'The ledger is only ever added to: there is an observation of that number.'); end;

create trigger decisions_stay before update on decisions
begin select raise(abort, 'The ledger is only ever added to: decisions are not changed.'); end;
create trigger decisions_last before delete on decisions
when not exists (select 1 from erasures e where e.user_id = old.user_id)
begin select raise(abort, 'The ledger is only ever added to: decisions are not removed.'); end;
create trigger decisions_once before insert on decisions
when exists (select 1 from decisions d where d.user_id = new.user_id and d.seq = new.seq)
begin select raise(abort, 'The ledger is only ever added to: there is a decision of that number.'); end;
