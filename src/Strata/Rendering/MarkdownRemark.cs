namespace Strata.Rendering;

/// <summary>Notes in Markdown that a block is a comment, hidden, or outside of the running text.</summary>
internal static class MarkdownRemark
{
    private const string Comment = "comment";
    private const string SpeakerNotes = "speaker notes";

    /// <summary>Returns null if there is nothing to note.</summary>
    public static string? Of(BlockTraits? traits)
    {
        if (traits is null)
        {
            return null;
        }
        var said = new List<string>();
        if (traits.Hidden == true)
        {
            said.Add("hidden");
        }
        if (
            traits.Note is { } note
            && (traits.IsBeside || note.Split("; ") is var parts && (parts.Contains(Comment) || parts.Contains(SpeakerNotes)))
        )
        {
            note = string.Join("; ", note.Split("; ").Where(part => part != BlockTraits.StruckOut));
            said.Add(traits.Author is { } author && note.StartsWith(Comment, StringComparison.Ordinal) ? $"{note} by {author}" : note);
            if (traits.Time is { } time)
            {
                said.Add(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            }
        }
        return said.Count == 0 ? null : string.Join(", ", said);
    }

    /// <summary>Strikes the text out if it is struck out (GFM 0.29, section 6.5).</summary>
    public static string Struck(BlockTraits? traits, string text) =>
        traits?.IsStruckOut == true && text.Trim() is { Length: > 0 } words ? $"~~{words}~~" : text;
}
