namespace Strata.Parsing.Ooxml;

/// <summary>What a package has expanded to, all its parts together; a part that is read again counts once.</summary>
internal sealed class Expansion(ParseBudget budget)
{
    private readonly Dictionary<string, long> _farthest = new(StringComparer.OrdinalIgnoreCase);
    private long _expanded;

    public int MaxValueLength => budget.MaxBlockBytes;

    /// <summary>Whether the limit is met: nothing more can be read.</summary>
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
/// A part of a package as it is unpacked, under three limits: what the package may expand to, how much more than its packed bytes a
/// part may be, and how long a single text, attribute or comment of its XML may get (a reader would hold it whole).
/// </summary>
/// <param name="packed">The part's packed length.</param>
internal sealed class BoundedPart(Stream inner, string name, long packed, Expansion expansion) : DecodingStream
{
    /// <summary>Deflate reaches 1,032 at most, on nothing but repetition; sheets of equal rows reach about 100.</summary>
    private const int MaxRatio = 300;

    /// <summary>Below this a part is harmless whatever its ratio.</summary>
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
