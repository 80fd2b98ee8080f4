using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Strata.Parsing;

/// <summary>ISO 4217 currency codes, including some that the euro replaced.</summary>
public static class CurrencyCodes
{
    private const string Codes =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
        + "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK "
        + "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN "
        + "NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP "
        + "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL DEM FRF ITL ATS NLG ESP";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Codes
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns true if the text is a code, in any case.</summary>
    public static bool Contains(ReadOnlySpan<char> text) => BySpan.Contains(text);

    /// <param name="code">The code in upper case.</param>
    public static bool TryGet(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? code) => BySpan.TryGetValue(text, out code);
}
