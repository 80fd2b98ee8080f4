using Strata.Operations;

namespace Strata.Export;

/// <summary>What stands, in the formats that people and programs use.</summary>
public static partial class ExportModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="ExportModule"/>
        public ExportArea Exports => new(strata);
    }
}

/// <inheritdoc cref="ExportModule"/>
public readonly partial record struct ExportArea(IStrata Strata);
