using System.Collections.Frozen;

namespace Strata.Filters;

/// <summary>A word, quoted text or sign of a filter.</summary>
/// <param name="Start">Position of its first character, from 0.</param>
/// <param name="End">Position after its last character.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Start, int End)
{
    public bool Is(string word) => Kind == FilterTokenKind.Plain && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(string sign) => Kind == FilterTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);
}

internal enum FilterTokenKind
{
    Plain,
    Quoted,
    Sign,
    End,
}

/// <summary>Splits a filter into words, and quotes values so that they are read as such again.</summary>
internal static class FilterTokens
{
    /// <summary>Longer signs come before their beginnings.</summary>
    private static readonly string[] Signs = ["==", "!=", "<>", "<=", ">=", "^=", "~=", "=", "<", ">", "(", ")", ","];

    /// <summary>Words that mean something; as a field's name they are quoted.</summary>
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(["and", "or", "not"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StrataException">INVALID_CONTENT: a quotation mark is not closed.</exception>
    public static List<FilterToken> Of(string text)
    {
        var words = new List<FilterToken>();
        for (var at = 0; at < text.Length; )
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text[at] is '\'' or '"')
            {
                words.Add(Quoted(text, at));
                at = words[^1].End;
            }
            else if (SignAt(text, at) is { } sign)
            {
                words.Add(new(FilterTokenKind.Sign, sign, at, at + sign.Length));
                at += sign.Length;
            }
            else
            {
                var end = at + 1;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('\'' or '"') && SignAt(text, end) is null)
                {
                    end++;
                }
                words.Add(new(FilterTokenKind.Plain, text[at..end], at, end));
                at = end;
            }
        }
        words.Add(new(FilterTokenKind.End, "", text.Length, text.Length));
        return words;
    }

    public static string Field(string name) =>
        name.Length > 0
        && !Kept.Contains(name)
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-')
            ? name
            : Text(name, '"');

    public static string Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Text(value.GetString() ?? "", '\'') : value.GetRawText();

    /// <summary>A quoted text; a quotation mark within it is doubled.</summary>
    private static string Text(string text, char mark) =>
        $"{mark}{text.Replace($"{mark}", $"{mark}{mark}", StringComparison.Ordinal)}{mark}";

    private static string? SignAt(string text, int at)
    {
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
            {
                return sign;
            }
        }
        return null;
    }

    private static FilterToken Quoted(string text, int start)
    {
        var (mark, read) = (text[start], new StringBuilder());
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != mark)
            {
                read.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == mark)
            {
                read.Append(mark);
                at++;
            }
            else
            {
                return new(FilterTokenKind.Quoted, read.ToString(), start, at + 1);
            }
        }
        throw FilterParser.Refused(text, start, $"the quotation mark {mark} is not closed");
    }
}
