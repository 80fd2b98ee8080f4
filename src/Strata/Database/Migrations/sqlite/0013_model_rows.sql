-- A table without rowid keeps a row as a key of its tree, and a key is read whole to be compared: the version of a model could not be looked
-- up without reading the model, which is long. Now it is a row beside its key.
create table model_rows (
    user_id     text    not null references users (user_id),
    entity_type text    not null,
    version     integer not null,
    seq         integer not null,
    entities    integer not null,
    model       text    not null,
    recorded_at integer not null,
    primary key (user_id, entity_type)
);
insert into model_rows (user_id, entity_type, version, seq, entities, model, recorded_at)
select user_id, entity_type, version, seq, entities, model, recorded_at from duplicate_models;
drop table duplicate_models;
alter table model_rows rename to duplicate_models;
