namespace Strata.Parsing.Reading;

/// <summary>Decompressed bytes; where they are damaged, says so in words for people.</summary>
/// <param name="name">What is decompressed, as messages name it.</param>
internal sealed class Inflated(Stream inner, string name) : DecodingStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name} is damaged: it can't be unpacked", e);
        }
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
