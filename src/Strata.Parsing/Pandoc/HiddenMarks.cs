namespace Strata.Parsing.Pandoc;

/// <summary>
/// Characters that carry through pandoc what its tree has no form for: where hidden text begins and ends, and paragraphs that only end a
/// list. They are added before pandoc reads the text and removed from its tree. No text has them: Unicode reserves them for internal use
/// (section 23.7).
/// </summary>
internal static class HiddenMarks
{
    public const char Begin = '\uFDD0';
    public const char End = '\uFDD1';

    /// <summary>Content of an empty paragraph.</summary>
    public const char Nothing = '\uFDD2';

    public static bool IsMark(char c) => c is Begin or End or Nothing;

    /// <summary>Replaces the marks in a source's own text with U+FFFD.</summary>
    public static string Without(string text) =>
        text.AsSpan().IndexOfAnyInRange(Begin, Nothing) < 0
            ? text
            : text.Replace(Begin, '\uFFFD').Replace(End, '\uFFFD').Replace(Nothing, '\uFFFD');
}
