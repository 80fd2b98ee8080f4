using System.Globalization;

namespace Strata.Cli;

/// <summary>A number of bytes as people write it: <c>500MB</c>, <c>1.5 GB</c>, <c>1048576</c>. Units are powers of 1024.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] Units = [("KB", 10), ("MB", 20), ("GB", 30), ("TB", 40), ("B", 0)];

    /// <summary>Null where the text is none, is not above 0, or is more than fits.</summary>
    public static long? Parse(string text)
    {
        var number = text.Trim();
        var shift = 0;
        foreach (var unit in Units)
        {
            if (number.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase))
            {
                (number, shift) = (number[..^unit.Unit.Length].TrimEnd(), unit.Shift);
                break;
            }
        }
        return
            decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue
            && count * (1L << shift) is >= 1 and <= long.MaxValue and var bytes
            ? (long)bytes
            : null;
    }
}
