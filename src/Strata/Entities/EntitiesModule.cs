using Strata.Operations;

namespace Strata.Entities;

/// <summary>What is known, where it came from, and what it was.</summary>
public static partial class EntitiesModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(
            9,
            "entities",
            "entity_no",
            """
            entity_no integer, entity_id text, entity_type text, suggested_type text, root_no integer, parent_no integer, state integer,
            fields text, winners blob, schema_version integer, reducer_version integer, seq integer, hash blob, observations integer,
            created_at integer, updated_at integer
            """
        ),
        new(
            10,
            "observations",
            "seq",
            """
            seq integer, entity_no integer, class integer, schema_version integer, fields text, fragments text, evidence blob,
            run_no integer, source_no integer, document_no integer, block integer, priority integer, specificity real,
            observed_at integer, recorded_at integer, rule text, actor text, reason text, repeats text, doubts text,
            confidences text
            """
        ),
        new(12, "entity_keys", "key", "key text, entity_no integer"),
        new(13, "key_claims", "key, entity_no", "key text, entity_no integer") { Since = 19 },
        new(17, "relationships", "seq", "seq integer, type text, from_no integer, to_no integer, removed_seq integer, recorded_at integer"),
        new(20, "receipts", "idempotency_key", "idempotency_key text, request_hash text, response text, recorded_at integer"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="EntitiesModule"/>
        public EntitiesArea Entities => new(strata);
    }
}

/// <inheritdoc cref="EntitiesModule"/>
public readonly partial record struct EntitiesArea(IStrata Strata);
