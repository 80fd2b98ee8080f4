-- Which of several equal records of one file an observation was read from, where it is not the first: position of the identity rule in the
-- schema and number, "1:2,2:2" (docs/concepts/identity.md).
alter table observations add column repeats text collate "C";
