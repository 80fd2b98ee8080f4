namespace Strata.Parsing.Writing;

/// <summary>A value in a source of text that another one is to take the place of, and the source's own text around it.</summary>
/// <param name="Before">What stands before it; may begin in the middle of anything.</param>
/// <param name="Old">The value as it is written.</param>
public sealed record ValuePlace(string Before, string Old, string After)
{
    /// <summary>The field that holds it; null where it stands in a text.</summary>
    public RecordField? Field { get; init; }

    /// <summary>Of the field's own writing, how many chars stand before the value.</summary>
    public int Head { get; init; }

    /// <summary>And how many behind it.</summary>
    public int Tail { get; init; }

    public BlockType Block { get; init; }

    /// <summary>Whether the value is all that the field says.</summary>
    public bool IsWhole => Head == 0 && Tail == 0;

    /// <summary>What stands before the field, or before the value of a text.</summary>
    public ReadOnlySpan<char> Outer => Before.AsSpan(0, Before.Length - Head);

    public ReadOnlySpan<char> OuterAfter => After.AsSpan(Tail);

    /// <summary>The field as it would be written with another text for its value, if nothing had to be escaped.</summary>
    public string Full(string text) => string.Concat(Before.AsSpan(Before.Length - Head), text, After.AsSpan(0, Tail));

    public bool IsBetween(char mark) => Outer is [.., var before] && before == mark && OuterAfter is [var after, ..] && after == mark;
}

/// <summary>What a value becomes in its source.</summary>
/// <param name="Text">Null where it can't be written there.</param>
/// <param name="Left">How many chars before the old value are replaced with it.</param>
/// <param name="Right">How many behind.</param>
public readonly record struct WrittenValue(string? Text, int Left = 0, int Right = 0)
{
    /// <summary>Why it can't be written.</summary>
    public string? Reason { get; init; }

    public static WrittenValue Not(string reason) => new(null) { Reason = reason };
}

/// <summary>A value to be written.</summary>
/// <param name="Text">Its plain text.</param>
/// <param name="Json">The same as JSON.</param>
public sealed record NewValue(string Text, string Json)
{
    public bool IsText => Json is ['"', ..];

    /// <summary>Whether it is a list or an object, which only some formats can write.</summary>
    public bool IsNested => Json is ['[' or '{', ..];
}
