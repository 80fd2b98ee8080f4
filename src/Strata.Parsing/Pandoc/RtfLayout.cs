namespace Strata.Parsing.Pandoc;

/// <summary>
/// Rewrites RTF so that pandoc 2 keeps lists, tables and hidden text. pandoc puts a list directly before a table, or at the end of a cell,
/// into the next cell; reduces a cell over several columns to one, which shifts the cells after it; and drops hidden text. So an empty
/// paragraph ends such lists, each covered column gets an empty cell, and hidden text is marked.
/// </summary>
internal sealed class RtfLayout(string text)
{
    /// <summary>In twips: edges closer than this are one (half a millimetre).</summary>
    private const int Tolerance = 30;

    private const int MaxColumns = 63;
    private const int DeepestGroup = 10_000;
    private const string Nothing = @"{\uc1\u-558 ?}";
    private const string BeginHidden = @"{\uc1\u-560 ?}";
    private const string EndHidden = @"{\uc1\u-559 ?}";

    private static readonly HashSet<string> Destinations = new(StringComparer.Ordinal)
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "listtext",
        "header",
        "footer",
        "headerl",
        "headerr",
        "headerf",
        "footerl",
        "footerr",
        "footerf",
        "fldinst",
        "themedata",
        "datastore",
    };

    private readonly List<(int At, int Remove, string Insert)> _edits = [];
    private readonly Stack<Group> _groups = new();
    private readonly List<Row> _table = [];
    private readonly List<int> _edges = [];
    private readonly List<int> _cells = [];
    private Group _group;
    private int _left;
    private bool _isInRow;
    private bool _hasOpenList;

    private record struct Group(bool IsIgnored, bool IsHidden, bool IsList, bool IsInTable);

    private readonly record struct Row(int Left, int[] Edges, int[] Cells);

    /// <summary>Returns the same text if nothing changes.</summary>
    public string Read()
    {
        if (!text.Contains("\\trowd", StringComparison.Ordinal) && !text.Contains("\\v", StringComparison.Ordinal))
        {
            return text;
        }
        for (var at = 0; at < text.Length && _groups.Count < DeepestGroup; )
        {
            at = Next(at);
        }
        EndTable();
        return Edited();
    }

    private int Next(int at)
    {
        switch (text[at])
        {
            case '{':
                _groups.Push(_group);
                _group.IsIgnored |= text.AsSpan(at + 1).StartsWith("\\*");
                return at + 1;
            case '}':
                var inner = _group;
                _group = _groups.TryPop(out var outer) ? outer : default;
                if (inner is { IsHidden: true, IsIgnored: false } && !_group.IsHidden)
                {
                    Edit(at, 0, EndHidden);
                }
                return at + 1;
            case '\\' when at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1]):
                return Word(at);
            case '\\':
                return at + 2;
            default:
                var rest = text.AsSpan(at).IndexOfAny('{', '}', '\\');
                return rest < 0 ? text.Length : at + rest;
        }
    }

    private int Word(int at)
    {
        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }
        var name = text[(at + 1)..end];
        var digits = end;
        end += end < text.Length && text[end] == '-' ? 1 : 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }
        int? number = int.TryParse(
            text.AsSpan(digits, end - digits),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
        end += end < text.Length && text[end] == ' ' ? 1 : 0;
        if (name == "bin")
        {
            return (int)Math.Min(text.Length, (long)end + Math.Max(0, number ?? 0));
        }
        _group.IsIgnored |= Destinations.Contains(name);
        if (!_group.IsIgnored)
        {
            Take(name, number, at, end);
        }
        return end;
    }

    private void Take(string name, int? number, int at, int end)
    {
        switch (name)
        {
            case "pard":
                (_group.IsList, _group.IsInTable) = (false, false);
                break;
            case "plain":
                Hide(false, at, 0);
                break;
            case "v":
                Hide(number != 0, at, end - at);
                break;
            case "intbl":
                _group.IsInTable = true;
                break;
            case "ls":
                _group.IsList = number > 0;
                _hasOpenList |= _group.IsList;
                break;
            case "trowd":
                BeginRow(at);
                break;
            case "trleft":
                _left = number ?? 0;
                break;
            case "cellx":
                _edges.Add(number ?? 0);
                break;
            case "cell":
                Parted(at, end);
                EndList(at, @"\par{\pard\intbl" + Nothing + @"\par}");
                _cells.Add(end);
                break;
            case "row":
                Parted(at, end);
                _table.Add(new(_left, [.. _edges], [.. _cells]));
                _cells.Clear();
                _isInRow = false;
                break;
            case "par" or "sect" or "page":
                Parted(at, end);
                if (!_isInRow && !_group.IsInTable)
                {
                    EndTable();
                }
                break;
        }
    }

    private void BeginRow(int at)
    {
        if (_table.Count == 0 && !_isInRow)
        {
            EndList(at, @"{\pard\plain" + Nothing + @"\par}");
        }
        _edges.Clear();
        (_isInRow, _left) = (true, 0);
    }

    private void EndList(int at, string end)
    {
        if (_hasOpenList)
        {
            Edit(at, 0, end);
        }
        _hasOpenList = _group.IsList;
    }

    private void Hide(bool hides, int at, int length)
    {
        if (hides != _group.IsHidden || length > 0)
        {
            Edit(
                at,
                length,
                hides == _group.IsHidden ? ""
                    : hides ? BeginHidden
                    : EndHidden
            );
        }
        _group.IsHidden = hides;
    }

    /// <summary>Ends hidden text at the end of a paragraph or cell, and begins it anew after it.</summary>
    private void Parted(int at, int end)
    {
        if (_group.IsHidden)
        {
            Edit(at, 0, EndHidden);
            Edit(end, 0, BeginHidden);
        }
    }

    /// <summary>Adds cells for covered columns. The table's columns are between the edges of all its rows.</summary>
    private void EndTable()
    {
        var edges = new List<int>();
        foreach (var edge in _table.SelectMany(row => row.Edges).Order())
        {
            if (edges.Count == 0 || edge - edges[^1] > Tolerance)
            {
                edges.Add(edge);
            }
        }
        foreach (var row in edges.Count <= MaxColumns ? _table : [])
        {
            if (row.Cells.Length != row.Edges.Length)
            {
                continue;
            }
            var left = row.Left;
            for (var i = 0; i < row.Cells.Length; i++)
            {
                var (from, to) = (left, row.Edges[i]);
                var columns = edges.Count(edge => edge > from + Tolerance && edge <= to + Tolerance);
                if (columns > 1)
                {
                    Edit(row.Cells[i], 0, string.Concat(Enumerable.Repeat(@"\cell ", columns - 1)));
                }
                left = to;
            }
        }
        _table.Clear();
    }

    private void Edit(int at, int remove, string insert) => _edits.Add((at, remove, insert));

    private string Edited()
    {
        if (_edits.Count == 0)
        {
            return text;
        }
        var made = new StringBuilder(text.Length + (_edits.Count * Nothing.Length));
        var at = 0;
        foreach (var (start, remove, insert) in _edits.OrderBy(edit => edit.At))
        {
            made.Append(text, at, Math.Max(0, start - at)).Append(insert);
            at = Math.Max(at, start + remove);
        }
        return made.Append(text, at, text.Length - at).ToString();
    }
}
