namespace Strata.Parsing.Reading;

/// <summary>A forward-only stream decoded from another.</summary>
internal abstract class DecodingStream : ForwardOnlyStream
{
    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
