-- lapses: of the attempts since the job was lined up, or lined up again by hand, those that ended with their worker.
alter table jobs add column lapses integer not null default 0;
