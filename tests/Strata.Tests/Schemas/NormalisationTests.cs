using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Schemas;

public sealed class NormalisationTests
{
    [Theory]
    [InlineData(Normaliser.Exact, " A b ", " A b ")]
    [InlineData(Normaliser.Text, "  Große\u00a0 STRASSE\t1 ", "grosse strasse 1")]
    [InlineData(Normaliser.Text, "Ｃａｆｅ\u0301", "cafe\u0301")]
    [InlineData(Normaliser.Text, "caf\u00e9", "cafe\u0301")]
    [InlineData(Normaliser.Text, "ﬁn\u200bal\u00ad", "final")]
    [InlineData(Normaliser.Text, "ΟΔΟΣ", "οδοσ")]
    [InlineData(Normaliser.Email, " First.Last+Tag@Example.COM ", "first.last+tag@example.com")]
    [InlineData(Normaliser.Phone, "+49 (0)30 / 12-34", "+49301234")]
    [InlineData(Normaliser.Phone, "0049 30 1234", "+49301234")]
    [InlineData(Normaliser.Phone, "(030) 1234", "0301234")]
    [InlineData(Normaliser.Url, "HTTPS://Example.COM/A/b/?Q=1#top", "https://example.com/A/b/?Q=1")]
    [InlineData(Normaliser.Url, "https://example.com/", "https://example.com")]
    [InlineData(Normaliser.Number, " 12.50 ", "12.5")]
    [InlineData(Normaliser.Number, "twelve", "twelve")]
    [InlineData(Normaliser.Date, "2026-03-31T23:59:00+02:00", "2026-03-31")]
    [InlineData(Normaliser.Date, "2026-03-31", "2026-03-31")]
    [InlineData(Normaliser.Identifier, " re-2026/00.1_a ", "RE2026001A")]
    [InlineData(Normaliser.Name, "O’Brien, Seán  J.", "obrien sean j")]
    [InlineData(Normaliser.Name, "Müller & Söhne GmbH", "muller sohne gmbh")]
    [InlineData(Normaliser.Name, "Łukasz Ørsted-Åberg", "lukasz orsted aberg")]
    [InlineData(Normaliser.Name, "がく", "か\u3099く")]
    public void Text_is_made_comparable(Normaliser normaliser, string text, string expected) =>
        Normalisation.Text(normaliser, text).ShouldBe(expected);

    [Theory]
    [InlineData(Normaliser.Number, "12.50", "12.5")]
    [InlineData(Normaliser.Exact, "1e2", "100")]
    [InlineData(Normaliser.Text, "true", "true")]
    [InlineData(Normaliser.Exact, """{"b":1,"a":[2.0]}""", """{"a":[2],"b":1}""")]
    [InlineData(Normaliser.Text, "null", null)]
    [InlineData(Normaliser.Text, "\"  \"", null)]
    [InlineData(Normaliser.Name, "\"---\"", null)]
    [InlineData(Normaliser.Exact, "[]", null)]
    [InlineData(Normaliser.Exact, "{}", null)]
    public void Value_that_says_nothing_has_no_text(Normaliser normaliser, string json, string? expected)
    {
        using var parsed = JsonDocument.Parse(json);

        Normalisation.Of(normaliser, parsed.RootElement).ShouldBe(expected);
    }

    /// <summary>Texts of ASCII alone take shorter ways; a letter beyond it at both ends makes them take the long one.</summary>
    [Fact]
    public void Plain_text_is_made_comparable_as_any_other() =>
        Prop.ForAll(
                Arb.From(Gen.Elements(Normaliser.Text, Normaliser.Identifier, Normaliser.Name)),
                Arb.From(Gen.Choose(0, 8).SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 127).Select(c => (char)c), n)).Select(string.Concat)),
                (normaliser, text) =>
                    Normalisation.Text(normaliser, $"漢{text}漢").Trim('漢').Trim() == Normalisation.Text(normaliser, text)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Normalising_twice_is_normalising_once() =>
        Prop.ForAll(
                Arb.From(Gen.Elements(Enum.GetValues<Normaliser>())),
                Arb.From(
                    Gen.Choose(0, 12)
                        .SelectMany(n =>
                            Gen.ArrayOf(
                                Gen.Elements(
                                    "a",
                                    "B",
                                    "ß",
                                    "é",
                                    "e\u0301",
                                    "Å",
                                    "İ",
                                    " ",
                                    "\u00a0",
                                    "漢",
                                    "가",
                                    "ﬁ",
                                    "-",
                                    ".",
                                    "/",
                                    "0",
                                    "+",
                                    "(0)",
                                    "#",
                                    "\u0327",
                                    "\u0301"
                                ),
                                n
                            )
                        )
                        .Select(string.Concat)
                ),
                (normaliser, text) =>
                {
                    var once = Normalisation.Text(normaliser, text);
                    return Normalisation.Text(normaliser, once) == once;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("Invoice No.", "invoice_no")]
    [InlineData("InvoiceNo", "invoice-no")]
    [InlineData("Invoice #", "INVOICE NO")]
    [InlineData("Fälligkeit", "falligkeit")]
    [InlineData("N° de facture", "n de facture")]
    [InlineData("№ 1", "no1")]
    [InlineData("Straße", "STRASSE")]
    public void Names_that_people_take_for_the_same_fold_to_the_same(string a, string b) => FieldNames.Fold(a).ShouldBe(FieldNames.Fold(b));

    [Theory]
    [InlineData("tax", "tax %")]
    [InlineData("カ", "ガ")]
    [InlineData("name", "names")]
    public void Names_that_differ_stay_different(string a, string b) => FieldNames.Fold(a).ShouldNotBe(FieldNames.Fold(b));
}
