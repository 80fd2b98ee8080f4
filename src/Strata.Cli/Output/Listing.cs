using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>A table of plain cells: framed on a terminal, columns of text when piped.</summary>
internal sealed class Listing
{
    private readonly Table _table = new();
    private readonly IAnsiConsole _console;
    private int _rows;

    public Listing(IAnsiConsole console, params ReadOnlySpan<string> columns)
    {
        _console = console;
        var plain = !console.Profile.Capabilities.Ansi;
        _table.Border(plain ? TableBorder.None : TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            var right = column.StartsWith('#');
            var heading = new TableColumn(new Text(column.TrimStart('#'), new Style(Color.Grey))) { Alignment = right ? Justify.Right : Justify.Left };
            _table.AddColumn(plain ? heading.PadLeft(0).PadRight(2) : heading);
        }
    }

    public void Row(params ReadOnlySpan<string?> cells)
    {
        var row = new Text[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            row[i] = new Text(cells[i] is { } cell ? Terminal.Safe(cell) : "");
        }
        _table.AddRow(row);
        _rows++;
    }

    /// <summary>Writes the table, or <paramref name="nothing"/> where it has no rows.</summary>
    public void Write(string nothing)
    {
        if (_rows == 0)
        {
            _console.WriteLine(nothing);
            return;
        }
        _console.Write(_table);
    }
}
