using Strata.Operations;

namespace Strata.Duplicates;

/// <summary>Entities that may be the same: found, looked at, and said not to be. Merging is a decision about entities.</summary>
public static partial class DuplicatesModule
{
    extension(IOperations strata)
    {
        /// <inheritdoc cref="DuplicatesModule"/>
        public DuplicatesArea Duplicates => new(strata);
    }
}

/// <inheritdoc cref="DuplicatesModule"/>
public readonly partial record struct DuplicatesArea(IOperations Strata);
