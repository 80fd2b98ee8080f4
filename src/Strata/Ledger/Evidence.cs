namespace Strata.Ledger;

/// <summary>Position of one value in the source, and the source's text there.</summary>
/// <param name="Raw">The decoded bytes at the range.</param>
internal readonly record struct FieldEvidence(string Field, ByteRange Range, string Raw);

/// <summary>
/// The stored evidence of an observation, about three bytes per field: the start offset in the source; then for each value the index of its
/// field in the observation, its offset from the start, its length, and the source's text unless it is the value's own plain text, as it
/// usually is.
/// </summary>
internal static class Evidence
{
    private const int HasText = 1;

    /// <param name="values">The observation's fields.</param>
    public static byte[]? Write(IReadOnlyList<FieldEvidence> evidence, FieldList values)
    {
        if (evidence.Count == 0)
        {
            return null;
        }
        var at = long.MaxValue;
        foreach (var field in evidence)
        {
            at = Math.Min(at, field.Range.Start);
        }
        var writer = new CompactWriter(stackalloc byte[256]);
        writer.Number(at);
        foreach (var field in evidence)
        {
            var place = values.IndexOf(field.Field);
            var isPlain = place >= 0 && JsonText.IsPlain(values.Span[place].Value, field.Raw);
            writer.Number(((place + 1) << 1) | (isPlain ? 0 : HasText));
            if (place < 0)
            {
                writer.Text(field.Field);
            }
            writer.Number(field.Range.Start - at);
            writer.Number(field.Range.Length);
            if (!isPlain)
            {
                writer.Text(field.Raw);
            }
        }
        return writer.ToArray();
    }

    /// <param name="values">The observation's fields.</param>
    public static IReadOnlyList<FieldEvidence> Read(byte[]? evidence, FieldList values)
    {
        if (evidence is null)
        {
            return [];
        }
        try
        {
            return Decoded(evidence, values);
        }
        catch (Exception e) when (MissingRow.IsDamage(e))
        {
            throw MissingRow.Damaged("evidence", e);
        }
    }

    private static List<FieldEvidence> Decoded(byte[] evidence, FieldList values)
    {
        var reader = new CompactReader(evidence);
        var at = reader.Number();
        var fields = new List<FieldEvidence>(values.Count);
        while (!reader.AtEnd)
        {
            var head = reader.Number();
            var place = (int)(head >> 1) - 1;
            var name = place < 0 ? reader.Text() : values.Span[place].Key;
            var range = new ByteRange(at + reader.Number(), reader.Number());
            var raw = (head & HasText) != 0 ? reader.Text() : JsonText.Plain(values.Span[place].Value);
            fields.Add(new FieldEvidence(name, range, raw));
        }
        return fields;
    }
}
