using Strata.Operations;

namespace Strata.Documents;

/// <summary>What parsers made of sources: documents, their blocks, and the way back to bytes.</summary>
public static partial class DocumentsModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="DocumentsModule"/>
        public DocumentsArea Documents => new(strata);
    }
}

/// <inheritdoc cref="DocumentsModule"/>
public readonly partial record struct DocumentsArea(IStrata Strata);
