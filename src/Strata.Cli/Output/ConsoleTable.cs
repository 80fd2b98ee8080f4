using System.Collections.Frozen;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Strata.Cli.Output;

/// <summary>A table with one line per row. Truncates long cells on a terminal, not when piped.</summary>
internal sealed class ConsoleTable
{
    private const string Gap = "  ";
    private const int Narrowest = 12;

    /// <summary>Columns that shrink on a narrow terminal; ids, numbers and states do not.</summary>
    private static readonly FrozenSet<string> Flexible =
    [
        "file",
        "title",
        "fields",
        "changes",
        "text",
        "remarks",
        "description",
        "before",
        "after",
        "what",
        "note",
    ];

    private readonly IAnsiConsole _console;
    private readonly string[] _headings;
    private readonly bool[] _right;
    private readonly bool[] _flexible;
    private readonly List<string[]> _rows = [];

    /// <param name="columns">Headings; a leading <c>#</c> right-aligns the column, a leading <c>~</c> lets it shrink on a terminal.</param>
    public ConsoleTable(IAnsiConsole console, params ReadOnlySpan<string> columns)
    {
        _console = console;
        _headings = new string[columns.Length];
        _right = new bool[columns.Length];
        _flexible = new bool[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            _right[i] = columns[i].StartsWith('#');
            _headings[i] = columns[i].TrimStart('#', '~');
            _flexible[i] = columns[i].StartsWith('~') || Flexible.Contains(_headings[i]);
        }
    }

    public void Row(params ReadOnlySpan<string?> cells)
    {
        var row = new string[_headings.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = i < cells.Length && cells[i] is { } cell ? Terminal.Safe(cell) : "";
        }
        _rows.Add(row);
    }

    /// <summary>Writes the table, or <paramref name="nothing"/> if it has no rows.</summary>
    public void Write(string nothing)
    {
        var writer = _console.Profile.Out.Writer;
        if (_rows.Count == 0)
        {
            writer.WriteLine(nothing);
            return;
        }
        var widths = Widths();
        var heading = Line(_headings, widths);
        writer.WriteLine(
            _console.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors }
                ? $"\u001b[90m{heading}\u001b[0m"
                : heading
        );
        foreach (var row in _rows)
        {
            writer.WriteLine(Line(row, widths));
        }
    }

    private int[] Widths()
    {
        var widths = _headings.Select((heading, i) => Math.Max(heading.Length, _rows.Max(r => Width(r[i])))).ToArray();
        var over = widths.Sum() + Gap.Length * (widths.Length - 1) - _console.Profile.Width;
        while (over > 0)
        {
            var widest = Enumerable.Range(0, widths.Length).MaxBy(i => _flexible[i] ? widths[i] : 0);
            if (!_flexible[widest] || widths[widest] <= Narrowest)
            {
                break; // the terminal wraps what is left
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = Cut(cells[i], widths[i]);
            var space = new string(' ', widths[i] - Width(cell));
            line.Append(i == 0 ? "" : Gap).Append(_right[i] ? space + cell : cell + space);
        }
        return line.ToString().TrimEnd();
    }

    private static string Cut(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Width(kept.ToString()) + Width(rune.ToString()) + 1 > width)
            {
                break;
            }
            kept.Append(rune.ToString());
        }
        return kept.Append('…').ToString();
    }

    /// <summary>Width of the text in terminal columns; Chinese and Japanese characters take two.</summary>
    private static int Width(string text) => Ascii.IsValid(text) ? text.Length : Segment.CellCount([new Segment(text)]);
}
