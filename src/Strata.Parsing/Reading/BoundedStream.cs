namespace Strata.Parsing.Reading;

/// <summary>Throws <see cref="InvalidDataException"/> if the inner stream yields more than the limit.</summary>
/// <param name="reason">Message of the exception; names the limit.</param>
internal sealed class BoundedStream(Stream inner, long limit, string reason) : DecodingStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        // Read up to one byte more than the limit, so that a stream of exactly the limit passes.
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, limit - _read + 1)]);
        _read += read;
        return _read <= limit ? read : throw new InvalidDataException(reason);
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
