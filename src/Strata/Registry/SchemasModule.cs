using Strata.Operations;

namespace Strata.Registry;

/// <summary>Entity types: their schemas, versions and what changed between them.</summary>
public static partial class SchemasModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="SchemasModule"/>
        public SchemasArea Schemas => new(strata);
    }
}

/// <inheritdoc cref="SchemasModule"/>
public readonly partial record struct SchemasArea(IStrata Strata);
