namespace Strata.Parsing.Reading;

/// <summary>A stream that can only be read forwards, made from another one.</summary>
internal abstract class DecodingStream : ForwardOnlyStream
{
    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
