-- Documents whose source's bytes are not its text (office files, mail, PDF) have a text of their own: a blob of the user's, named by
-- text_digest; empty where the text is, null until the document has been parsed to its end. is_last marks the last document of such
-- a source: the parse is whole.
alter table documents add column is_rendered integer not null default 0;
alter table documents add column text_digest text;
alter table documents add column is_last integer not null default 0;

-- What the packed blocks of a page do not hold: places, cells, traits (Documents/BlockDetails.cs).
alter table block_pages add column details blob;
create index block_pages_by_place on block_pages (user_id, document_no, byte_start);

-- Members of a container (files in a ZIP, attachments of a mail) are sources of their own.
create table source_links (
    user_id     text not null,
    parent_no   integer not null,
    path        text not null,
    source_no   integer not null,
    relation    text not null,
    recorded_at integer not null,
    primary key (user_id, parent_no, path),
    foreign key (user_id, parent_no) references sources (user_id, source_no),
    foreign key (user_id, source_no) references sources (user_id, source_no)
) without rowid;
create index source_links_by_source on source_links (user_id, source_no);
