using Strata.Operations;

namespace Strata.Sources;

/// <summary>Facts that are fields already.</summary>
public static partial class StructuredModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="StructuredModule"/>
        public StructuredArea Structured => new(strata);
    }
}

/// <inheritdoc cref="StructuredModule"/>
public readonly partial record struct StructuredArea(IStrata Strata);
