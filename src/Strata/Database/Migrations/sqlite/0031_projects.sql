-- Projects (docs/adr/0051-projects.md): made of decisions alone. project_no: position of the decision that created it. name_key: what must be
-- unique; null of a deleted one. named_seq, state_seq: the decisions that name and state come from.
create table projects (
    user_id     text    not null references users (user_id),
    project_no  integer not null,
    name        text    not null,
    name_key    text,
    description text    not null,
    state       text    not null check (state in ('active', 'deleted')),
    named_seq   integer not null,
    state_seq   integer not null,
    created_at  integer not null,
    updated_at  integer not null,
    primary key (user_id, project_no),
    unique (user_id, name_key)
) without rowid;

-- Sources that are in projects, or were. seq: the decision that last put it in or took it out.
create table project_sources (
    user_id    text    not null references users (user_id),
    project_no integer not null,
    source_no  integer not null,
    seq        integer not null,
    is_member  integer not null check (is_member in (0, 1)),
    primary key (user_id, project_no, source_no),
    foreign key (user_id, project_no) references projects (user_id, project_no)
) without rowid;
create index project_sources_by_source on project_sources (user_id, source_no);
insert into sqlite_stat1 (tbl, idx, stat) values
    ('projects', 'projects', '1000 1000 1'),
    ('projects', 'sqlite_autoindex_projects_2', '1000 1000 1'),
    ('project_sources', 'project_sources', '100000 100000 1000 1'),
    ('project_sources', 'project_sources_by_source', '100000 100000 2');
