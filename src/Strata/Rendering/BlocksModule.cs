using Strata.Operations;

namespace Strata.Rendering;

/// <summary>The blocks of documents.</summary>
public static partial class BlocksModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="BlocksModule"/>
        public BlocksArea Blocks => new(strata);
    }
}

/// <inheritdoc cref="BlocksModule"/>
public readonly partial record struct BlocksArea(IStrata Strata);
