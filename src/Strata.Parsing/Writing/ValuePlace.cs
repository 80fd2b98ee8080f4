namespace Strata.Parsing.Writing;

/// <summary>Place of a value to be replaced in a text source, with the source's text around it.</summary>
/// <param name="Before">Text before it; may begin in the middle of anything.</param>
/// <param name="Old">The value as written.</param>
public sealed record ValuePlace(string Before, string Old, string After)
{
    /// <summary>Field that holds it; null if it is part of a text.</summary>
    public RecordField? Field { get; init; }

    /// <summary>Chars of the field's source text before the value.</summary>
    public int Head { get; init; }

    /// <summary>Chars of it after the value.</summary>
    public int Tail { get; init; }

    public BlockType Block { get; init; }

    /// <summary>Whether the value is the whole field.</summary>
    public bool IsWhole => Head == 0 && Tail == 0;

    /// <summary>Text before the field, or before the value of a text.</summary>
    public ReadOnlySpan<char> Outer => Before.AsSpan(0, Before.Length - Head);

    public ReadOnlySpan<char> OuterAfter => After.AsSpan(Tail);

    /// <summary>The field's source text with another text for its value, unescaped.</summary>
    public string Full(string text) => string.Concat(Before.AsSpan(Before.Length - Head), text, After.AsSpan(0, Tail));

    public bool IsBetween(char mark) => Outer is [.., var before] && before == mark && OuterAfter is [var after, ..] && after == mark;
}

/// <summary>New source text of a value.</summary>
/// <param name="Text">Null if it can't be written there.</param>
/// <param name="Left">Number of chars before the old value that it replaces.</param>
/// <param name="Right">Number of chars after it.</param>
public readonly record struct WrittenValue(string? Text, int Left = 0, int Right = 0)
{
    /// <summary>Why it can't be written.</summary>
    public string? Reason { get; init; }

    public static WrittenValue Not(string reason) => new(null) { Reason = reason };
}

/// <summary>Value to write.</summary>
/// <param name="Text">Its plain text.</param>
/// <param name="Json">The value as JSON.</param>
public sealed record NewValue(string Text, string Json)
{
    public bool IsText => Json is ['"', ..];

    /// <summary>Whether it is a list or an object, which only some formats can write.</summary>
    public bool IsNested => Json is ['[' or '{', ..];
}
