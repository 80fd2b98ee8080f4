using System.Runtime.InteropServices;

namespace Strata.Rules.Records;

/// <summary>A table row prepared for reading.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableRow(Block Row)
{
    private const int Shown = 60;

    /// <summary>Why the row is no record; null if it is one.</summary>
    public string? LeftOut { get; init; }

    /// <summary>Whether it could have been one, so that something may be missing.</summary>
    public bool IsLost { get; init; }

    /// <summary>Name of the column whose date is in a row above; null if the row has its own.</summary>
    public string? Dated { get; init; }

    /// <summary>Whether the heading above gives the direction of its amounts.</summary>
    public bool IsDirected { get; init; }

    /// <summary>Returns the row's words, for people.</summary>
    public static string Named(Block row)
    {
        var text = string.Join(
            ' ',
            row.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Text)).Select(field => field.Text.Trim().ReplaceLineEndings(" "))
        );
        return $"'{(text.Length > Shown ? text[..Shown] + "…" : text)}'";
    }
}
