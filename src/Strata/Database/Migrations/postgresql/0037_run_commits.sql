-- The commit that the program was built from which began a run; null of older runs.
alter table runs add column code_commit text collate "C";
