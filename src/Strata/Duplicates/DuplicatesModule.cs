using Strata.Operations;

namespace Strata.Duplicates;

/// <summary>Finds, lists, explains and dismisses possible duplicates. Merging is a decision about entities.</summary>
public static partial class DuplicatesModule
{
    internal static readonly Type[] Jobs = [typeof(DuplicatesJob)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="DuplicatesModule"/>
        public DuplicatesArea Duplicates => new(strata);
    }
}

/// <inheritdoc cref="DuplicatesModule"/>
public readonly partial record struct DuplicatesArea(IStrata Strata);
