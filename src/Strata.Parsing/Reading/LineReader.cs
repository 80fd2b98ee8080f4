using System.Numerics;

namespace Strata.Parsing.Reading;

/// <summary>Reads a source line by line (LF, CRLF or CR). Skips lines over the limit with a diagnostic.</summary>
internal sealed class LineReader<T>(SourceWindow window, ParseBudget budget, DiagnosticLog log)
    where T : unmanaged, IBinaryInteger<T>
{
    private int _length;
    private int _consumed;
    private long _nextNumber = 1;

    /// <summary>The line without its line end. Valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Current => window.Unread[.._length];

    /// <summary>The line end. Valid until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> CurrentEnd => window.Unread[_length.._consumed];

    /// <summary>Offset of the line's first byte.</summary>
    public long Offset => window.Position;

    /// <summary>1-based line number.</summary>
    public long Number { get; private set; }

    public bool IsBlank => Units<T>.Of(Current).IndexOfAnyExcept(Units<T>.Space, Units<T>.Tab) < 0;

    public void SkipByteOrderMark()
    {
        while (window.Unread.Length < 3 && window.Fill())
        {
            // Read enough bytes for the mark.
        }
        if (window.Unread.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            window.Advance(3);
        }
    }

    public bool Next()
    {
        while (true)
        {
            window.Advance(_consumed);
            (_length, _consumed) = (0, 0);
            Number = _nextNumber;
            var isTooLong = !Find();
            if (_consumed == 0)
            {
                return false;
            }
            if (!isTooLong)
            {
                return true;
            }
            log.Add(Number, Offset, $"the line is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes) and was skipped");
            SkipRest();
        }
    }

    /// <summary>Finds the end of the line at the window's start. Returns false if the line is over the limit.</summary>
    private bool Find()
    {
        var searched = 0;
        while (true)
        {
            var units = Units<T>.Of(window.Unread);
            var end = units[searched..].IndexOfAny(Units<T>.Lf, Units<T>.Cr);
            end = end < 0 ? -1 : end + searched;
            if (end >= 0 && (units[end] == Units<T>.Lf || end + 1 < units.Length || window.AtEnd))
            {
                _length = end * Units<T>.Size;
                _consumed = _length + (Units<T>.LineEnd(units[end..]) * Units<T>.Size);
                _nextNumber++;
                return _length <= budget.MaxBlockBytes;
            }
            searched = end >= 0 ? end : units.Length;
            if (window.Fill())
            {
                continue;
            }
            _length = _consumed = units.Length * Units<T>.Size;
            if (!window.AtEnd)
            {
                return false;
            }
            if (end < 0)
            {
                return _length <= budget.MaxBlockBytes;
            }
        }
    }

    /// <summary>Skips the rest of a line over the limit, unless its end was found.</summary>
    private void SkipRest()
    {
        if (_consumed > _length)
        {
            return;
        }
        while (true)
        {
            window.Advance(_consumed);
            (_length, _consumed) = (0, 0);
            if (Find() || _consumed > _length || _consumed == 0)
            {
                return;
            }
        }
    }
}
