namespace Strata.Parsing.Ooxml;

/// <summary>Counts the expanded bytes of all parts of a package; a part read again counts once.</summary>
internal sealed class Expansion(ParseBudget budget)
{
    private readonly Dictionary<string, long> _farthest = new(StringComparer.OrdinalIgnoreCase);
    private long _expanded;

    public int MaxValueLength => budget.MaxBlockBytes;

    /// <summary>Whether the limit is exceeded.</summary>
    public bool IsSpent => _expanded > budget.MaxExpandedBytes;

    public void Reach(string part, long position)
    {
        var before = _farthest.GetValueOrDefault(part);
        if (position <= before)
        {
            return;
        }
        _farthest[part] = position;
        _expanded += position - before;
        if (_expanded > budget.MaxExpandedBytes)
        {
            throw new InvalidDataException($"the package expands to more than {budget.MaxExpandedBytes} bytes (MaxExpandedBytes)");
        }
    }
}

/// <summary>
/// Unpacks a part of a package under three limits: the package's expanded size, the part's expansion ratio, and the length of a single XML
/// text, attribute or comment (a reader would hold it whole).
/// </summary>
/// <param name="packed">The part's packed length.</param>
internal sealed class BoundedPart(Stream inner, string name, long packed, Expansion expansion) : DecodingStream
{
    /// <summary>Deflate reaches at most 1,032, on pure repetition; sheets of equal rows reach about 100.</summary>
    private const int MaxRatio = 300;

    /// <summary>Size in bytes below which any ratio is harmless.</summary>
    private const long RatioMatters = 32 * 1024 * 1024;

    private long _read;
    private long _sinceMarkup;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        expansion.Reach(name, _read);
        if (_read > RatioMatters && _read / MaxRatio > packed)
        {
            throw new InvalidDataException($"'{name}' expands to more than {MaxRatio} times its packed size");
        }
        var last = buffer[..read].LastIndexOf((byte)'>');
        _sinceMarkup = last < 0 ? _sinceMarkup + read : read - last - 1;
        if (_sinceMarkup > expansion.MaxValueLength)
        {
            throw new InvalidDataException($"a text of '{name}' is longer than {expansion.MaxValueLength} bytes (MaxBlockBytes)");
        }
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
