-- Full-text index: terms only, made by Strata.Search.RowTerms, each with the number of its user in front.
-- The number of a row is (user_no << 40) | entity_no or page_no. Deleting takes the text that was indexed.

create virtual table entity_search using fts5(terms, content='', tokenize="ascii tokenchars ':^~!'");

-- Pages of blocks are only ever added, and say which words they hold, not where.
create virtual table block_search using fts5(terms, content='', detail='none', tokenize="ascii tokenchars ':^~!'");
