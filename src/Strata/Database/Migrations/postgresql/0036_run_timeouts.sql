-- When a run ends by itself, by the clock of the attempt that has it (docs/adr/0014-runs-as-jobs.md); null before the first.
alter table runs add column timeout_at bigint;
