-- Since when four fifths of a quota are used; null where they are not.
alter table ledger_heads add column storage_near_at bigint;
alter table ledger_heads add column interpretations_near_at bigint;

-- The bytes of all users together are counted as the queue is.
create policy strata_queue on ledger_heads for select to strata_queue using (true);
grant select (storage_bytes) on ledger_heads to strata_queue;
