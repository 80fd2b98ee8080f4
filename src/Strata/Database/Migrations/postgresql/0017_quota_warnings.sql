-- Since when four fifths of a quota are used; null where they are not.
alter table ledger_heads add column storage_near_at bigint;
alter table ledger_heads add column interpretations_near_at bigint;
