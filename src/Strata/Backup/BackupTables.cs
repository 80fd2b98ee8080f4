namespace Strata.Backup;

/// <summary>
/// What becomes of every table in a backup. A test holds this against the tables as they are: a new one needs a decision here, a new column
/// its place.
/// </summary>
internal static class BackupTables
{
    public const string Blobs = "blobs";

    /// <summary>The migration that made the tables of archived runs.</summary>
    private const long Archives = 12;

    /// <summary>The same of claims to identity keys.</summary>
    private const long Claims = 19;

    /// <summary>Those that a backup holds, each after the tables that its keys refer to.</summary>
    public static readonly IReadOnlyList<BackupTable> All =
    [
        new(Blobs, "digest", "digest text, byte_size integer, location text, compressed integer, bytes blob, recorded_at integer"),
        new(
            "sources",
            "source_no",
            """
            source_no integer, source_id text, digest text, media_type text, file_name text, origin text, byte_size integer,
            storage_status text, observed_at integer, recorded_at integer
            """
        ),
        new("source_links", "parent_no, path", "parent_no integer, path text, source_no integer, relation text, recorded_at integer"),
        new(
            "documents",
            "document_no",
            """
            document_no integer, document_id text, source_no integer, parser text, parser_version integer, part text, title text,
            encoding text, is_records integer, block_count integer, complete integer, facts text, diagnostics text, recorded_at integer,
            is_rendered integer, text_digest text, is_last integer
            """
        ),
        new(
            "block_pages",
            "document_no, first_block",
            """
            document_no integer, first_block integer, page_no integer, block_count integer, byte_start integer, byte_end integer,
            packed blob, details blob
            """
        ),
        new(
            "runs",
            "run_no",
            """
            run_no integer, source_no integer, interpreter text, configuration text, config_hash text, status text, completeness text,
            confidence real, attempt integer, last_seq integer, owner text, lease_until integer, progress text, blocks integer,
            observations integer, entities integer, skipped integer, unknown_fields integer, errors text, started_at integer,
            finished_at integer, archived_at integer, restored_at integer
            """
        ),
        new(
            "run_archives",
            "run_no, piece_no",
            """
            run_no integer, piece_no integer, document_no integer, first_block integer, last_block integer, pages integer,
            plain_size integer, digest blob, packed blob, archived_at integer
            """
        )
        {
            Since = Archives,
        },
        new("run_configurations", "config_hash", "config_hash text, plain_size integer, packed blob") { Since = Archives },
        new(
            "entities",
            "entity_no",
            """
            entity_no integer, entity_id text, entity_type text, suggested_type text, root_no integer, parent_no integer, state integer,
            fields text, winners blob, schema_version integer, reducer_version integer, seq integer, hash blob, observations integer,
            created_at integer, updated_at integer
            """
        ),
        new(
            "observations",
            "seq",
            """
            seq integer, entity_no integer, class integer, schema_version integer, fields text, fragments text, evidence blob,
            run_no integer, source_no integer, document_no integer, block integer, priority integer, specificity real,
            observed_at integer, recorded_at integer, rule text, actor text, reason text, repeats text
            """
        ),
        new(
            "decisions",
            "seq",
            """
            seq integer, kind text, entity_no integer, other_no integer, target_seq integer, payload text, actor text, reason text,
            recorded_at integer
            """
        ),
        new("entity_keys", "key", "key text, entity_no integer"),
        new("key_claims", "key, entity_no", "key text, entity_no integer") { Since = Claims },
        new("entity_fields", "field_no", "field_no integer, entity_type text, field text"),
        new("entity_values", "field_no, value, entity_no", "field_no integer, value blob, entity_no integer"),
        new("value_zones", "field_no, zone", "field_no integer, zone integer, low blob, high blob"),
        new("relationships", "seq", "seq integer, type text, from_no integer, to_no integer, removed_seq integer, recorded_at integer"),
        new("schemas", "entity_type, version", "entity_type text, version integer, seq integer, body text, hash text, recorded_at integer"),
        new("schema_activations", "seq", "seq integer, entity_type text, version integer, recorded_at integer"),
        new("receipts", "idempotency_key", "idempotency_key text, request_hash text, response text, recorded_at integer"),
        new(
            "duplicate_candidates",
            "entity_no, other_no",
            """
            entity_no integer, other_no integer, seq integer, rule text, state text, score real, weight real, model_version integer,
            evidence text
            """
        ),
        new(
            "duplicate_models",
            "entity_type",
            "entity_type text, version integer, seq integer, entities integer, model text, recorded_at integer"
        ),
        new("duplicate_keys", "entity_type, bucket", "entity_type text, bucket integer, packed blob"),
        new("duplicate_new_keys", "entity_type, key, entity_no", "entity_type text, key integer, entity_no integer"),
        new(
            "promotions",
            "seq",
            """
            seq integer, from_type text, suggested_type text, to_type text, version integer, previous_version integer, fields text,
            state text, after_seq integer, observations integer, unfitting integer, actor text, recorded_at integer, finished_at integer
            """
        ),
        new(
            "promoted",
            "promotion_seq, seq",
            "promotion_seq integer, seq integer, fragment_seq integer, entity_no integer, created integer, merged_no integer"
        ),
        new("job_pauses", "kind", "kind text, actor text, paused_at integer"),
        new(
            "job_schedules",
            "name",
            """
            name text, cron text, time_zone text, kind text, payload text, actor text, next_at integer, last_at integer, last_job integer,
            created_at integer
            """
        ),
    ];

    /// <summary>Those that it does not hold, and why not.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["users"] = "made by the restore, with a number of that database",
        ["ledger_heads"] = "position and time are in the manifest; usage is counted again, the plan is that store's",
        ["tokens"] = "who may come in there is decided there",
        ["jobs"] = "work under way stays where it is",
        ["job_archive"] = "says what this store's workers did",
        ["job_numbers"] = "jobs are numbered anew",
        ["usage_reservations"] = "belong to uploads under way here",
        ["spools"] = "the bytes are in the backup as blobs",
        ["spool_pieces"] = "the bytes are in the backup as blobs",
        ["erasures"] = "a user who is being erased is not taken elsewhere",
        ["entity_search"] = "made anew from the entities",
        ["block_search"] = "made anew from the blocks",
    };
}
