using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>
/// Finds merged cells, which a worksheet lists after its rows but which must be known before them. Searches the bytes, since parsing all
/// rows for it would double the cost of reading.
/// </summary>
internal static class SheetTail
{
    private const int MaxMerged = 200_000;
    private const int MaxTagLength = 200;

    /// <param name="sheet">The part's bytes in UTF-8, as all programs write; nothing is found in other encodings.</param>
    public static IReadOnlyList<CellArea> MergedCells(Stream sheet)
    {
        var merged = new List<CellArea>();
        var buffer = new byte[128 * 1024];
        var held = 0;
        while (merged.Count < MaxMerged && sheet.ReadAtLeast(buffer.AsSpan(held), 1, throwOnEndOfStream: false) is > 0 and var read)
        {
            held += read;
            var at = 0;
            while (buffer.AsSpan(at, held - at).IndexOf("mergeCell "u8) is >= 0 and var next && at + next + MaxTagLength <= held)
            {
                at += next;
                Add(buffer.AsSpan(0, held), at, merged);
                at += "mergeCell ".Length;
            }
            // A possible beginning of a tag is searched again with the next bytes.
            var keep = Math.Min(held - at, MaxTagLength * 2);
            buffer.AsSpan(held - keep, keep).CopyTo(buffer);
            held = keep;
        }
        for (var at = 0; buffer.AsSpan(at, held - at).IndexOf("mergeCell "u8) is >= 0 and var next; at += next + 1)
        {
            Add(buffer.AsSpan(0, held), at + next, merged);
        }
        return merged;
    }

    private static void Add(ReadOnlySpan<byte> bytes, int at, List<CellArea> merged)
    {
        // Text escapes "<", so only a tag has one right before its (prefixed) name.
        var before = at - 1;
        while (before >= 0 && (char.IsAsciiLetterOrDigit((char)bytes[before]) || bytes[before] == (byte)':'))
        {
            before--;
        }
        var tag = bytes.Slice(at, Math.Min(MaxTagLength, bytes.Length - at));
        tag = tag.IndexOf((byte)'>') is >= 0 and var end ? tag[..end] : [];
        if (before < 0 || bytes[before] != (byte)'<' || tag.IndexOf(" ref=\""u8) is not (>= 0 and var start))
        {
            return;
        }
        var area = tag[(start + 6)..];
        if (area.IndexOf((byte)'"') is > 0 and var length && CellAddress.ReadArea(Encoding.ASCII.GetString(area[..length])) is { } found)
        {
            merged.Add(found);
        }
    }
}
