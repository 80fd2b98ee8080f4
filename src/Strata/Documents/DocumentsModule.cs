using Strata.Operations;

namespace Strata.Documents;

/// <summary>Parsed sources: documents, their blocks, and locators back to bytes.</summary>
public static partial class DocumentsModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(
            4,
            "documents",
            "document_no",
            """
            document_no integer, document_id text, source_no integer, parser text, parser_version integer, part text, title text,
            encoding text, is_records integer, block_count integer, complete integer, facts text, diagnostics text, recorded_at integer,
            is_rendered integer, text_digest text, is_last integer
            """
        ),
        new(
            5,
            "block_pages",
            "document_no, first_block",
            """
            document_no integer, first_block integer, page_no integer, block_count integer, byte_start integer, byte_end integer,
            packed blob, details blob
            """
        ),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="DocumentsModule"/>
        public DocumentsArea Documents => new(strata);
    }
}

/// <inheritdoc cref="DocumentsModule"/>
public readonly partial record struct DocumentsArea(IStrata Strata);
