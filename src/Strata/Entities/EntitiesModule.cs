using Strata.Operations;

namespace Strata.Entities;

/// <summary>What is known, where it came from, and what it was.</summary>
public static partial class EntitiesModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="EntitiesModule"/>
        public EntitiesArea Entities => new(strata);
    }
}

/// <inheritdoc cref="EntitiesModule"/>
public readonly partial record struct EntitiesArea(IStrata Strata);
