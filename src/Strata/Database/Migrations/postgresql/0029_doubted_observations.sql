-- Few observations state a doubtful value: sums find them without reading what the others won (docs/adr/0044-sums.md).
create index observations_doubted on observations (user_id, entity_no) where doubts is not null;
