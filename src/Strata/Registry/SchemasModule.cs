using Strata.Operations;

namespace Strata.Registry;

/// <summary>Entity types: their schemas, versions and what changed between them.</summary>
public static partial class SchemasModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(
            18,
            "schemas",
            "entity_type, version",
            "entity_type text, version integer, seq integer, body text, hash text, recorded_at integer"
        ),
        new(19, "schema_activations", "seq", "seq integer, entity_type text, version integer, recorded_at integer"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="SchemasModule"/>
        public SchemasArea Schemas => new(strata);
    }
}

/// <inheritdoc cref="SchemasModule"/>
public readonly partial record struct SchemasArea(IStrata Strata);
