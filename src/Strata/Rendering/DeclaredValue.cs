using Strata.Documents;
using Strata.Parsing.Writing;

namespace Strata.Rendering;

/// <summary>A corrected value of a field that revises the text, and the place of the original value.</summary>
/// <param name="Range">In the coordinates of the document's ranges.</param>
internal sealed record DeclaredValue(string EntityId, string Field, NewValue Value, DocumentRecord Document, ByteRange Range)
{
    public RevisionNotApplied NotApplied(string reason) => new(EntityId, Field, Value.Text) { Reason = reason };

    /// <summary>Returns the splice that writes the value into the source.</summary>
    /// <exception cref="EncoderFallbackException">The source's encoding lacks some of its characters.</exception>
    public Splice At(ByteRange range, string written, Encoding encoding) =>
        new(range, Strict(encoding).GetBytes(written), written, encoding) { Declared = this };

    public static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        return strict;
    }

    public static string Missing(Encoding encoding, EncoderFallbackException e) =>
        $"The source is in {encoding.WebName}, which has no U+{(e.CharUnknown == 0 ? char.ConvertToUtf32(e.CharUnknownHigh, e.CharUnknownLow) : e.CharUnknown):X4}.";
}
