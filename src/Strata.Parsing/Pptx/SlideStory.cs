using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>What holds of all blocks of a part: where they stand, and what a reader should know of them.</summary>
/// <param name="Note"><c>speaker notes</c>; null for the slide itself.</param>
/// <param name="IsHidden">The slide is left out when the presentation is shown.</param>
internal sealed record SlideStory(
    string Part,
    int Page,
    string? Note,
    bool IsHidden,
    IReadOnlyDictionary<string, Relationship> Relationships,
    PlaceholderStyles Styles
)
{
    public Place At(string? path = null) =>
        new()
        {
            Part = Part,
            Path = path,
            Page = Page,
        };

    /// <summary>The note of the story and one of the block.</summary>
    public BlockTraits Noted(string? more = null) =>
        new()
        {
            Note =
                Note is null ? more
                : more is null ? Note
                : $"{Note}; {more}",
            Hidden = IsHidden ? true : null,
        };

    /// <summary>Null where nothing is said.</summary>
    public static BlockTraits? Said(BlockTraits traits) => traits == new BlockTraits() ? null : traits;
}
