namespace Strata.Indexing;

/// <summary>Which fields name their entity: words found in them count more.</summary>
internal static class TitleFields
{
    /// <summary>In any type; a schema may have others, which affect ranking only.</summary>
    public static readonly string[] OfAnyType = ["name", "title", "full_name", "display_name", "subject"];
}
