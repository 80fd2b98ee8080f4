using System.Numerics;

namespace Strata.Parsing.Text;

/// <summary>Reads paragraphs from lines.</summary>
internal sealed class TextParagraphReader<T>(SourceWindow window, TextEncoding encoding, ParseBudget budget, DiagnosticLog log)
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly LineReader<T> _lines = new(window, budget, log);
    private readonly MemoryStream _gathered = new();
    private bool _hasLine;

    public long Line => _lines.Number;

    /// <summary>Returns the next paragraph, or null at the end.</summary>
    public Block? Next(int index)
    {
        while (FindStart())
        {
            var (start, line) = (_lines.Offset, _lines.Number);
            Gather(start);
            var units = Units<T>.Of(_gathered.GetBuffer().AsSpan(0, (int)_gathered.Length));
            if (units.Contains(default))
            {
                log.Add(line, start, "the paragraph holds a NUL character and was skipped");
                continue;
            }
            return new(index, BlockType.Paragraph, new(start, _gathered.Length), Units<T>.Decode(units, encoding)) { Line = line };
        }
        return null;
    }

    private bool FindStart()
    {
        while (_hasLine || _lines.Next())
        {
            _hasLine = false;
            if (!_lines.IsBlank)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Collects lines and the line ends between them, from the current line up to a blank or skipped line, or to the limit.
    /// </summary>
    private void Gather(long start)
    {
        _gathered.SetLength(0);
        ReadOnlySpan<byte> end = [];
        do
        {
            // Stop if a line in between was over the limit and skipped, or if adding this one would exceed it.
            var joined = _gathered.Length + end.Length;
            if (_lines.Offset != start + joined || (joined > 0 && joined + _lines.Current.Length > budget.MaxBlockBytes))
            {
                _hasLine = true;
                return;
            }
            _gathered.Write(end);
            _gathered.Write(_lines.Current);
            end = _lines.CurrentEnd.ToArray();
        } while (_lines.Next() && !_lines.IsBlank);
    }
}
