using System.Collections.Frozen;

namespace Strata.Foundation;

/// <summary>Amounts with the decimals of their currency: 1.50 EUR, 150 JPY. Never fewer than an amount has.</summary>
public static class MoneyText
{
    /// <summary>Minor units where they are not two (ISO 4217, list one).</summary>
    private static readonly FrozenDictionary<string, int> Decimals = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["ISK"] = 0,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["UGX"] = 0,
        ["UYI"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["BHD"] = 3,
        ["IQD"] = 3,
        ["JOD"] = 3,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["TND"] = 3,
        ["CLF"] = 4,
        ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The amount alone.</summary>
    /// <param name="number">As in JSON.</param>
    public static string Amount(string number, string currency)
    {
        if (number.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return number;
        }
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var has = point < 0 ? 0 : number.Length - point - 1;
        var wants = Decimals.GetValueOrDefault(currency, 2);
        return has >= wants ? number : number + (point < 0 ? "." : "") + new string('0', wants - has);
    }
}
