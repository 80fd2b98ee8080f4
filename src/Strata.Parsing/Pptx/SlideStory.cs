using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>Place and traits shared by all blocks of a part.</summary>
/// <param name="Note"><c>speaker notes</c>; null for the slide itself.</param>
/// <param name="IsHidden">Whether the slide is skipped in the presentation.</param>
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

    /// <summary>Traits with the notes of story and block.</summary>
    public BlockTraits Noted(string? more = null) =>
        new()
        {
            Note =
                Note is null ? more
                : more is null ? Note
                : $"{Note}; {more}",
            Hidden = IsHidden ? true : null,
        };

    /// <summary>Null if no trait is set.</summary>
    public static BlockTraits? Said(BlockTraits traits) => traits == new BlockTraits() ? null : traits;
}
