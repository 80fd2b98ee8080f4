namespace Strata.Aggregates;

/// <summary>
/// Finds the values of some fields in the JSON that <see cref="FieldList.ToJson"/> writes, without reading the others: no space stands
/// between its signs, and every name stands once.
/// </summary>
internal sealed class FieldScan(IReadOnlyList<string> names)
{
    private readonly byte[][] _names = [.. names.Select(n => Encoding.UTF8.GetBytes(JsonText.String(n)[1..^1]))];

    public int Count => _names.Length;

    /// <param name="found">For each name the place of its value; of length 0 if it is absent.</param>
    public void Read(ReadOnlySpan<byte> json, Span<(int Start, int Length)> found)
    {
        found.Clear();
        var left = _names.Length;
        var at = 1;
        while (left > 0 && at < json.Length && json[at] == (byte)'"')
        {
            var end = EndOfText(json, at + 1);
            var name = json[(at + 1)..end];
            var start = end + 2;
            var after = EndOfValue(json, start);
            for (var i = 0; i < _names.Length; i++)
            {
                if (name.SequenceEqual(_names[i]))
                {
                    found[i] = (start, after - start);
                    left--;
                    break;
                }
            }
            at = after + 1;
        }
    }

    /// <summary>Returns the position of the quotation mark that ends a text.</summary>
    /// <param name="at">Where the text begins, after its first quotation mark.</param>
    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == (byte)'"')
            {
                return at;
            }
            at += 2;
        }
    }

    private static int EndOfValue(ReadOnlySpan<byte> json, int at)
    {
        if (json[at] == (byte)'"')
        {
            return EndOfText(json, at + 1) + 1;
        }
        if (json[at] is not ((byte)'{' or (byte)'['))
        {
            return at + json[at..].IndexOfAny((byte)',', (byte)'}', (byte)']');
        }
        for (var depth = 0; ; )
        {
            at += json[at..].IndexOfAny("\"{}[]"u8);
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at + 1);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }
            at++;
            if (depth == 0)
            {
                return at;
            }
        }
    }
}
