using Strata.Operations;

namespace Strata.Entities;

/// <summary>What is known, where it came from, and what it was.</summary>
public static partial class EntitiesModule
{
    extension(IOperations strata)
    {
        /// <inheritdoc cref="EntitiesModule"/>
        public EntitiesArea Entities => new(strata);
    }
}

/// <inheritdoc cref="EntitiesModule"/>
public readonly partial record struct EntitiesArea(IOperations Strata);
