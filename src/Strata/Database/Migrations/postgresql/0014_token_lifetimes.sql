-- lifetime: of a token that was rotated, how long it was made to last (microseconds; 0: for ever): rotating moves expires_at.
alter table tokens add column lifetime bigint;
