namespace Strata.Documents.Programs;

/// <summary>Passes pdftotext's layout on as it comes, and notes the pages without a word.</summary>
internal sealed class EmptyPages(Stream output) : Stream
{
    /// <summary>Bytes by which the tags that matter are known.</summary>
    private const int Enough = 6;

    private readonly List<int> _pages = [];

    // The beginning of a tag of which the rest is still to come.
    private readonly byte[] _kept = new byte[Enough];
    private int _keptLength;
    private int _page;
    private bool _words;

    /// <summary>1-based, ascending.</summary>
    public IReadOnlyList<int> Pages => _pages;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => output.Length;

    public override long Position
    {
        get => output.Position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Look(buffer.Span);
        await output.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Look(buffer.AsSpan(offset, count));
        output.Write(buffer, offset, count);
    }

    public override void Flush() => output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Look(ReadOnlySpan<byte> bytes)
    {
        if (_keptLength > 0)
        {
            // A tag that two writes share.
            byte[] joint = [.. _kept.AsSpan(0, _keptLength), .. bytes];
            _keptLength = 0;
            Look(joint);
            return;
        }

        while (bytes.IndexOf((byte)'<') is >= 0 and var open)
        {
            bytes = bytes[open..];
            if (bytes.Length < Enough)
            {
                bytes.CopyTo(_kept);
                _keptLength = bytes.Length;
                return;
            }

            Tag(bytes);
            bytes = bytes[1..];
        }
    }

    private void Tag(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("<word "u8))
        {
            _words = true;
        }
        else if (bytes.StartsWith("<page "u8))
        {
            (_page, _words) = (_page + 1, false);
        }
        else if (bytes.StartsWith("</page"u8) && !_words)
        {
            _pages.Add(_page);
        }
    }
}
