using Strata.Operations;

namespace Strata.Search;

/// <summary>Entities by what they hold: by words, by an identifier, by comparisons.</summary>
public static partial class SearchModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="SearchModule"/>
        public SearchArea Search => new(strata);
    }
}

/// <inheritdoc cref="SearchModule"/>
public readonly partial record struct SearchArea(IStrata Strata);
