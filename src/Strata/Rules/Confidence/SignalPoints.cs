using System.Collections.Frozen;

namespace Strata.Rules.Confidence;

internal static class SignalPoints
{
    public const int Base = 15;

    private static readonly FrozenDictionary<string, int> Points = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["doubtful"] = -10,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int Of(string signal) => Points.GetValueOrDefault(signal);
}
