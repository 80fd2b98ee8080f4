using Strata.Operations;

namespace Strata.Sources;

/// <summary>What users handed in, kept unchanged.</summary>
public static partial class SourcesModule
{
    internal static readonly Type[] Jobs = [typeof(InterpretJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            2,
            "sources",
            "source_no",
            """
            source_no integer, source_id text, digest text, media_type text, file_name text, origin text, byte_size integer,
            storage_status text, observed_at integer, recorded_at integer, id_origin text
            """
        ),
        new(35, "origins", "origin", "origin text, seq integer") { Since = 23 },
        new(60, "source_versions", "source_no", "source_no integer, line_no integer, replaces_no integer, origin text, path text")
        {
            Since = 40,
        },
        new(3, "source_links", "parent_no, path", "parent_no integer, path text, source_no integer, relation text, recorded_at integer"),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="SourcesModule"/>
        public SourcesArea Sources => new(strata);
    }
}

/// <inheritdoc cref="SourcesModule"/>
public readonly partial record struct SourcesArea(IStrata Strata);
