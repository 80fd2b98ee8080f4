-- Values of an observation that its interpreter doubts, with the reasons: {"tax":"is more than the total"}; null if none.
-- A contraction: snapshots of such values are written in a form that older programs can't read (docs/adr/0036-doubtful-values.md).
alter table observations add column doubts text collate "C";
