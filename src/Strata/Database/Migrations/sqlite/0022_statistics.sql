-- As 0001_core says of its own tables what a grown store looks like: without it the planner takes a user's rows for ten, and walks all of
-- them where an index leads to the few that are asked for.
insert into sqlite_stat1 (tbl, idx, stat) values
    ('sources', 'sources', '100000 100000 1'),
    ('sources', 'sqlite_autoindex_sources_2', '100000 100000 1'),
    ('sources', 'sqlite_autoindex_sources_3', '100000 100000 1'),
    ('source_links', 'source_links', '100000 100000 10 1'),
    ('source_links', 'source_links_by_source', '100000 100000 2'),
    ('documents', 'documents', '100000 100000 1'),
    ('documents', 'sqlite_autoindex_documents_2', '100000 100000 1'),
    ('documents', 'documents_by_source', '100000 100000 2'),
    ('runs', 'runs', '100000 100000 1'),
    ('runs', 'runs_by_source', '100000 100000 2'),
    ('runs', 'runs_by_lease', '10 1'),
    ('runs', 'runs_to_archive', '100000 100000 1 1'),
    ('block_pages', 'block_pages', '1000000 1000000 10 1'),
    ('block_pages', 'sqlite_autoindex_block_pages_2', '1000000 1000000 1'),
    ('block_pages', 'block_pages_by_place', '1000000 1000000 10 1'),
    ('promoted', 'promoted', '100000 100000 1000 1'),
    ('promoted', 'promoted_by_fragment', '100000 100000 2'),
    ('duplicate_candidates', 'duplicate_candidates', '100000 100000 2 1'),
    ('duplicate_candidates', 'duplicate_candidates_by_other', '100000 100000 2'),
    ('duplicate_candidates', 'duplicate_candidates_by_score', '100000 100000 5 1 1');
