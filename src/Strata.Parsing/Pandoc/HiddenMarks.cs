namespace Strata.Parsing.Pandoc;

/// <summary>
/// What pandoc's tree has no form for, written into the text before pandoc reads it and taken out of its tree: where hidden text begins and
/// ends, and paragraphs that are there to end a list. No text has these characters: Unicode has set them aside for what programs write to
/// themselves (section 23.7).
/// </summary>
internal static class HiddenMarks
{
    public const char Begin = '\uFDD0';
    public const char End = '\uFDD1';

    /// <summary>A paragraph of nothing else says nothing.</summary>
    public const char Nothing = '\uFDD2';

    public static bool IsMark(char c) => c is Begin or End or Nothing;

    /// <summary>A source's own text, in which the marks would say what it does not.</summary>
    public static string Without(string text) =>
        text.AsSpan().IndexOfAnyInRange(Begin, Nothing) < 0
            ? text
            : text.Replace(Begin, '\uFFFD').Replace(End, '\uFFFD').Replace(Nothing, '\uFFFD');
}
