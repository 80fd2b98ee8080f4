using System.Runtime.InteropServices;

namespace Strata.Rules.Records;

/// <summary>A row of a table as it is to be read.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableRow(Block Row)
{
    private const int Shown = 60;

    /// <summary>Why the row is no record; null where it is one.</summary>
    public string? LeftOut { get; init; }

    /// <summary>Whether it could have been one, so that something may be missing by it.</summary>
    public bool IsLost { get; init; }

    /// <summary>The name of the column whose date stands in a row above; null where the row has its own.</summary>
    public string? Dated { get; init; }

    /// <summary>Whether the heading above the row says which way its amounts go.</summary>
    public bool IsDirected { get; init; }

    /// <summary>The row by its words, for people.</summary>
    public static string Named(Block row)
    {
        var text = string.Join(
            ' ',
            row.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Text)).Select(field => field.Text.Trim().ReplaceLineEndings(" "))
        );
        return $"'{(text.Length > Shown ? text[..Shown] + "…" : text)}'";
    }
}
