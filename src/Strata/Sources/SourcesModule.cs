using Strata.Operations;

namespace Strata.Sources;

/// <summary>What users handed in, kept unchanged.</summary>
public static partial class SourcesModule
{
    internal static readonly Type[] Jobs = [typeof(InterpretJob)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="SourcesModule"/>
        public SourcesArea Sources => new(strata);
    }
}

/// <inheritdoc cref="SourcesModule"/>
public readonly partial record struct SourcesArea(IStrata Strata);
