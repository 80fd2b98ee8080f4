using Strata.Operations;

namespace Strata.Entities;

/// <summary>What people and programs decide; all of it can be undone.</summary>
public static partial class DecisionsModule
{
    extension(IOperations strata)
    {
        /// <inheritdoc cref="DecisionsModule"/>
        public DecisionsArea Decisions => new(strata);
    }
}

/// <inheritdoc cref="DecisionsModule"/>
public readonly partial record struct DecisionsArea(IOperations Strata);
