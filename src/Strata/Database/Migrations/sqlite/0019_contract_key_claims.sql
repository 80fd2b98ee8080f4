-- Other entities that were once observed with an identity key: those who came to it second, and those who had it until the observation was
-- retracted. One of them may have it next, and past states are found by it.
create table key_claims (
    user_id   text    not null,
    key       text    not null,
    entity_no integer not null,
    primary key (user_id, key, entity_no),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
) without rowid;
