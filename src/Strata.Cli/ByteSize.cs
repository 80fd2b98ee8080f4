namespace Strata.Cli;

/// <summary>
/// A number of bytes as people write it: <c>500MB</c>, <c>1.5 GB</c>, <c>4GiB</c>, <c>1048576</c>. Units as of IEC 80000-13: kB, MB, GB and
/// TB are powers of 1000, KiB, MiB, GiB and TiB powers of 1024; a letter alone (20G) is the decimal one.
/// </summary>
internal static class ByteSize
{
    private const string Steps = "KMGT";

    /// <summary>Null where the text is none, is below 0, or is more than fits. A fraction of a byte is left out.</summary>
    public static long? Parse(string text)
    {
        var number = text.Trim();
        number = EndsIn(number, 'B') ? number[..^1] : number;
        var isBinary = EndsIn(number, 'I');
        number = isBinary ? number[..^1] : number;
        var step = number.Length == 0 ? 0 : Steps.IndexOf(char.ToUpperInvariant(number[^1]), StringComparison.Ordinal) + 1;
        number = (step > 0 ? number[..^1] : number).TrimEnd();
        if (
            (isBinary && step == 0)
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
        )
        {
            return null;
        }
        decimal unit = 1;
        for (var i = 0; i < step; i++)
        {
            unit *= isBinary ? 1024 : 1000;
        }
        return count <= long.MaxValue / unit ? (long)(count * unit) : null;
    }

    private static bool EndsIn(string text, char letter) => text.Length > 0 && char.ToUpperInvariant(text[^1]) == letter;
}
