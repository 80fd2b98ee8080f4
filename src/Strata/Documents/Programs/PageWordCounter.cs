using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Passes pdftotext's layout through, and notes pages with few words or none: the text of a scan is not in its words.</summary>
internal sealed class PageWordCounter(Stream output) : Stream
{
    /// <summary>Bytes that identify the tags of interest.</summary>
    private const int Enough = 6;

    private readonly List<ThinPage> _pages = [];

    // Start of a tag whose rest is still to come.
    private readonly byte[] _kept = new byte[Enough];
    private int _keptLength;
    private int _page;
    private int _words;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<ThinPage> Pages => _pages;

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

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            // a tag split over two writes
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
            _words++;
        }
        else if (bytes.StartsWith("<page "u8))
        {
            (_page, _words) = (_page + 1, 0);
        }
        else if (bytes.StartsWith("</page"u8) && _words <= ScannedPage.MaxWords)
        {
            _pages.Add(new(_page, _words));
        }
    }
}
