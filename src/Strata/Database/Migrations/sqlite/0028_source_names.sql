-- Sources are named by their file's name wherever an id is taken.
create index sources_by_name on sources (user_id, file_name);
