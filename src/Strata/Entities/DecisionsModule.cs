using Strata.Operations;

namespace Strata.Entities;

/// <summary>What people and programs decide; all of it can be undone.</summary>
public static partial class DecisionsModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="DecisionsModule"/>
        public DecisionsArea Decisions => new(strata);
    }
}

/// <inheritdoc cref="DecisionsModule"/>
public readonly partial record struct DecisionsArea(IStrata Strata);
