using FsCheck;
using FsCheck.Fluent;
using Strata.Parsing;

namespace Strata.Tests.Ledger;

/// <summary>Random values of the ledger's kinds; few different ones, so that they meet and tie often.</summary>
internal static class Any
{
    /// <summary>The seed is fixed, so what fails once fails again; FsCheck prints it with what it shrank to.</summary>
    public static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260301UL, 77777UL);

    /// <summary>Pieces that escapes, cases and encodings trip over.</summary>
    public static readonly Gen<string> Text = Gen.Elements(
            "a",
            "B",
            "z",
            "Zoë",
            "ß",
            "Σ",
            "ς",
            "σ",
            "µ",
            "İ",
            "K",
            "東京",
            "😀",
            "\uFF5E",
            "\uE000",
            "e\u0301",
            " ",
            "\"",
            "\\",
            "\n",
            "\u0001",
            "\u2028",
            "/",
            "0",
            "12"
        )
        .ListOf()
        .Select(string.Concat);

    public static readonly Gen<string> Number = Gen.OneOf(
        Gen.Choose(-3, 3).Select(n => n.ToString(CultureInfo.InvariantCulture)),
        Gen.Choose(-2_000_000, 2_000_000).Select(n => (n / 1000m).ToString(CultureInfo.InvariantCulture)),
        Gen.Elements("0.1", "1e21", "-1e-7", "12345678901234567890.5", "9007199254740993", "9007199254740992", "1", "10", "12", "120")
    );

    public static readonly Gen<string> Scalar = Gen.OneOf(Text.Select(JsonText.String), Number, Gen.Elements("true", "false"));

    /// <summary>Canonical JSON; null, arrays and objects among it.</summary>
    public static readonly Gen<string> Json = Gen.OneOf(
            Scalar,
            Gen.Constant("null"),
            Scalar.ListOf().Select(items => $"[{string.Join(',', items)}]"),
            Scalar.Two().Select(two => $$"""{"b":{{two.Item1}},"a":[{{two.Item2}}]}""")
        )
        .Select(Canonical);

    public static readonly Gen<Precedence> Stamp =
        from seq in Gen.Choose(1, 4)
        from kind in Gen.Elements(Enum.GetValues<ObservationClass>())
        from priority in Gen.Elements(0, 100, 1000)
        from specificity in Gen.Elements(0, 0.1, 0.5, 1)
        from observedAt in Gen.Elements(-1L, 0, 5, 1_772_366_400_000_000)
        from tie in Gen.Elements("00", "0a", "ff")
        select new Precedence(seq, kind, priority, specificity, observedAt, tie);

    public static readonly Gen<ByteRange> Range =
        from start in Gen.Choose(0, 100_000)
        from length in Gen.Choose(0, 500)
        select new ByteRange(start, length);

    /// <summary>A few names, once each, with a value for each.</summary>
    public static Gen<List<KeyValuePair<string, T>>> Named<T>(Gen<T> value) =>
        from names in Text.ListOf()
        let distinct = names.Distinct(StringComparer.Ordinal).ToArray()
        from values in value.ListOf(distinct.Length)
        select distinct.Zip(values, KeyValuePair.Create).ToList();

    public static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Of(document.RootElement);
    }
}
