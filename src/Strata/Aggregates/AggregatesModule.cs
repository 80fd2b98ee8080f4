using Strata.Operations;

namespace Strata.Aggregates;

/// <summary>Sums, counts and facets over entities.</summary>
public static partial class AggregatesModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="AggregatesModule"/>
        public AggregatesArea Aggregates => new(strata);
    }
}

/// <inheritdoc cref="AggregatesModule"/>
public readonly partial record struct AggregatesArea(IStrata Strata);
