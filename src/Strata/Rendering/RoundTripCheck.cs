using Strata.Parsing.Writing;

namespace Strata.Rendering;

/// <summary>Compares what a parser reads before and after values were spliced in: these must differ, and nothing else.</summary>
internal static class RoundTripCheck
{
    /// <param name="splices">Of declared values, in source order; not empty.</param>
    /// <returns>Splices at the first difference; null if all is read as intended.</returns>
    public static IReadOnlyList<Splice>? Misread(IEnumerable<Block> before, IEnumerable<Block> after, IReadOnlyList<Splice> splices)
    {
        long[] starts = [.. splices.Select(s => Place(s).Start)];
        using var old = before.GetEnumerator();
        using var made = after.GetEnumerator();
        while (true)
        {
            var (isOld, isMade) = (old.MoveNext(), made.MoveNext());
            if (!isOld && !isMade)
            {
                return null;
            }
            var inside = isOld ? Inside(splices, starts, old.Current.Range) : [];
            if (isOld && isMade && IsAsMeant(old.Current, made.Current, inside))
            {
                continue;
            }
            // A value may change how the rest is read, up to the end.
            var last = isOld ? Array.FindLastIndex(starts, s => s <= old.Current.Range.Start) : splices.Count - 1;
            return inside.Count > 0 ? inside : [splices[Math.Max(0, last)]];
        }
    }

    private static List<Splice> Inside(IReadOnlyList<Splice> splices, long[] starts, ByteRange range)
    {
        var from = Array.BinarySearch(starts, range.Start);
        var inside = new List<Splice>();
        for (var i = from < 0 ? ~from : from; i < starts.Length && starts[i] < range.End; i++)
        {
            inside.Add(splices[i]);
        }
        return inside;
    }

    private static bool IsAsMeant(Block old, Block made, List<Splice> inside)
    {
        if (old.Type != made.Type || old.Fields.Count != made.Fields.Count || old.Cells.Count != made.Cells.Count)
        {
            return false;
        }
        if (old.Fields.Count == 0)
        {
            return inside.Count == 0
                ? string.Equals(old.Text, made.Text, StringComparison.Ordinal)
                : inside.TrueForAll(s => Says(made.Text, s));
        }
        for (var i = 0; i < old.Fields.Count; i++)
        {
            var (was, now) = (old.Fields[i], made.Fields[i]);
            var changed = inside.FindAll(s => Place(s).Start >= was.Range.Start && Place(s).End <= was.Range.End);
            var isAsMeant = changed switch
            {
                [] => string.Equals(was.Text, now.Text, StringComparison.Ordinal),
                [var one] when Place(one) == was.Range => IsSame(Value(one), now),
                _ => changed.TrueForAll(s => Says(now.Text, s)),
            };
            if (!isAsMeant || !string.Equals(was.Name, now.Name, StringComparison.Ordinal))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Parsers drop white space around values.</summary>
    private static bool IsSame(NewValue value, in RecordField field) =>
        value.IsNested && field.Json is { } json
            ? JsonElement.DeepEquals(JsonText.Element(value.Json), JsonText.Element(json))
            : string.Equals(value.Text.Trim(), field.Text.Trim(), StringComparison.Ordinal);

    private static bool Says(string text, Splice splice) => Spaced(text).Contains(Spaced(Value(splice).Text), StringComparison.Ordinal);

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static ByteRange Place(Splice splice) => splice.Declared?.Range ?? splice.Range;

    private static NewValue Value(Splice splice) => splice.Declared?.Value ?? new NewValue(splice.Text, "");
}
