namespace Strata.Events;

/// <summary>Where a stream of events stands, which is the id of an event: <c>SEQ-TIME</c>.</summary>
/// <param name="Seq">Everything up to it in the ledger was told.</param>
/// <param name="Time">Microseconds; runs and jobs that ended by then were told.</param>
internal readonly record struct EventPosition(long Seq, long Time)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}-{Time}");

    /// <param name="text">A seq alone has the time 0, which stands for that of the seq.</param>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static EventPosition Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return TryRead(dash < 0 ? text : text[..dash], out var seq) && TryRead(dash < 0 ? "0" : text[(dash + 1)..], out var time)
            ? new(seq, time)
            : throw new StrataException(
                ErrorCode.InvalidContent,
                "after must be the id of an event of this stream, or a seq of the ledger."
            );
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
