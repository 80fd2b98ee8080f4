-- Where the bytes lay when an erasure began, so that whoever goes on with it looks in the same place; and how many contents had none there.
alter table erasures add column place text;
alter table erasures add column missing integer;
