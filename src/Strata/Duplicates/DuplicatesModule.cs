using Strata.Operations;

namespace Strata.Duplicates;

/// <summary>Finds, lists, explains and dismisses possible duplicates. Merging is a decision about entities.</summary>
public static partial class DuplicatesModule
{
    internal static readonly Type[] Jobs = [typeof(DuplicatesJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            21,
            "duplicate_candidates",
            "entity_no, other_no",
            """
            entity_no integer, other_no integer, seq integer, rule text, state text, score real, weight real, model_version integer,
            evidence text
            """
        ),
        new(
            22,
            "duplicate_models",
            "entity_type",
            "entity_type text, version integer, seq integer, entities integer, model text, recorded_at integer"
        ),
        new(23, "duplicate_keys", "entity_type, bucket", "entity_type text, bucket integer, packed blob"),
        new(24, "duplicate_new_keys", "entity_type, key, entity_no", "entity_type text, key integer, entity_no integer"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="DuplicatesModule"/>
        public DuplicatesArea Duplicates => new(strata);
    }
}

/// <inheritdoc cref="DuplicatesModule"/>
public readonly partial record struct DuplicatesArea(IStrata Strata);
