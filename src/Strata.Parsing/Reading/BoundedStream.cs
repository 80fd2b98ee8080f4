namespace Strata.Parsing.Reading;

/// <summary>Ends with an <see cref="InvalidDataException"/> where more comes out than may.</summary>
/// <param name="reason">What is said then; it names the limit.</param>
internal sealed class BoundedStream(Stream inner, long limit, string reason) : DecodingStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        // One byte more than the limit is asked for, so that what just fits is not refused.
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
