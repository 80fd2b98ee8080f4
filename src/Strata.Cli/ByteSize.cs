namespace Strata.Cli;

/// <summary>
/// Parses and formats byte sizes: <c>500MB</c>, <c>1.5 GB</c>, <c>4GiB</c>, <c>1048576</c>. Units follow IEC 80000-13: kB, MB, GB and TB are powers of
/// 1000; KiB, MiB, GiB and TiB are powers of 1024; a single letter (20G) is decimal, as are the sizes that are printed.
/// </summary>
internal static class ByteSize
{
    private const string Steps = "KMGT";

    /// <summary>Null if the text is not a size, is negative, or overflows. Truncates fractions of a byte.</summary>
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

    public static string Show(long bytes) =>
        bytes switch
        {
            < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
            < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
            < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        };

    private static bool EndsIn(string text, char letter) => text.Length > 0 && char.ToUpperInvariant(text[^1]) == letter;
}
