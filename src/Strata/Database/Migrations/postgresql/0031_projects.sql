-- Projects (docs/adr/0051-projects.md): made of decisions alone. project_no: position of the decision that created it. name_key: what must be
-- unique; null of a deleted one. named_seq, state_seq: the decisions that name and state come from.
create table projects (
    user_id     text collate "C" not null references users (user_id),
    project_no  bigint not null,
    name        text collate "C" not null,
    name_key    text collate "C",
    description text collate "C" not null,
    state       text collate "C" not null check (state in ('active', 'deleted')),
    named_seq   bigint not null,
    state_seq   bigint not null,
    created_at  bigint not null,
    updated_at  bigint not null,
    primary key (user_id, project_no),
    unique (user_id, name_key)
);

-- Sources that are in projects, or were. seq: the decision that last put it in or took it out.
create table project_sources (
    user_id    text collate "C" not null references users (user_id),
    project_no bigint not null,
    source_no  bigint not null,
    seq        bigint not null,
    is_member  bigint not null check (is_member in (0, 1)),
    primary key (user_id, project_no, source_no),
    foreign key (user_id, project_no) references projects (user_id, project_no)
);
create index project_sources_by_source on project_sources (user_id, source_no);
