using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Strata.Interpretation;
using Strata.Interpretation.Values;

namespace Strata.Tests.Interpretation;

public class HostileInputTests
{
    private const string Alphabet = "0123456789.,:;-/()[]{}€$%eETZ+amp#*_|<>@'’\"\\ \t\n\r年Märzuhk\u00a0\u0301\ud83d\ude00\0−–٣x=&!?";

    private static readonly Arbitrary<string> Texts =
        Gen.ArrayOf(Gen.Elements(Alphabet.ToCharArray())).Select(c => new string(c)).ToArbitrary();

    [Fact]
    public void Readers_give_json_or_a_reason_for_any_text() => Prop.ForAll(Texts, text =>
    {
        Reading[] readings =
        [
            DateText.Read(text, null), DateTimeText.Read(text, true), TimeText.Read(text), NumberText.Read(text, null), NumberText.Read(text, ',', integer: true),
            BooleanText.Read(text), ArrayText.Read(text), StringShapes.Email(text), StringShapes.Uri(text), StringShapes.Phone(text),
        ];
        _ = NumberText.Mark(text);
        _ = DateText.Order(text);
        return readings.All(r => r.Ok ? IsCanonical(r.Json!) : !string.IsNullOrEmpty(r.Reason));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Any_text_is_read_with_exact_evidence() => Prop.ForAll(Texts, Texts, Texts, (a, b, c) =>
    {
        var text = $"Total: {a}\nDate {b}\tInvoice No\n{c}: x Total: {a}".Replace('\ud83d', 'd').Replace('\ude00', 'd').Replace("\r", "", StringComparison.Ordinal);
        return new TextSource(text).Read(new RulesOptions { EntityType = "invoice" }).Finding.Schema.EntityType == "invoice";
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void One_line_of_very_many_labels_is_bounded()
    {
        var text = string.Concat(Enumerable.Repeat("Date: 1 ", 200_000));
        var (session, finding) = new TextSource(text).Read(new RulesOptions { EntityType = "invoice" });
        finding.Fragments.Count.ShouldBeLessThanOrEqualTo(5000);
        session.Notes.ShouldContain(n => n.Contains("only the first 5000", StringComparison.Ordinal));
    }

    [Fact]
    public void Records_of_ever_new_names_are_read_without_remembering_them_all()
    {
        var source = new RecordSource();
        for (var i = 0; i < 60; i++)
        {
            source.Row([.. Enumerable.Range(0, 500).Select(n => ($"k{i}_{n}", "v"))]);
        }

        source.Read(TextSource.Seeds).Findings.Sum(f => f.Fragments.Count).ShouldBe(30_000);
    }

    private static bool IsCanonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Of(document.RootElement) == json;
    }
}
