using Strata.Parsing;
using Strata.Rules.Values;

namespace Strata.Interpretation;

/// <summary>How sure a stated value is: its alignment, how its block's text came about, and what a reader of the field's type makes of the quote.</summary>
public sealed class AnnotationConfidenceTests
{
    private static readonly SchemaDefinition Clause = Schema();

    [Theory]
    [InlineData("amount", "500", "500", false, 0.9)]
    [InlineData("amount", "500", "500", true, 0.6)]
    [InlineData("amount", "900", "500", false, 0.45)]
    [InlineData("amount", "900", "500", true, 0.3)]
    [InlineData("amount", "900", "five hundred or so", false, 0.9)]
    [InlineData("amount", "1234", "1,234", false, 0.9)]
    [InlineData("amount", "1.234", "1,234", false, 0.9)]
    [InlineData("due", "\"2027-03-01\"", "1 March 2027", false, 0.9)]
    [InlineData("due", "\"2027-03-02\"", "1 March 2027", false, 0.45)]
    [InlineData("due", "\"2027-04-03\"", "3/4/2027", false, 0.9)]
    [InlineData("topic", "\"term\"", "1 March 2027", false, 0.9)]
    public void A_reader_that_reads_the_quote_as_another_value_lowers_it(
        string field,
        string json,
        string quote,
        bool isRepeated,
        double expected
    ) => Of(field, json, quote, isRepeated, traits: null).ShouldBe(expected, 1e-9);

    [Fact]
    public void Text_from_OCR_is_as_sure_as_its_words()
    {
        Of("topic", "\"term\"", "term", isRepeated: false, new BlockTraits { Confidence = 0.7 }).ShouldBe(0.63, 1e-9);
        Of("amount", "900", "500", isRepeated: false, new BlockTraits { Confidence = 0.7 }).ShouldBe(0.315, 1e-9);
    }

    [Fact]
    public void Text_that_a_reader_of_the_original_does_not_see_or_sees_struck_out_halves_it()
    {
        Of("topic", "\"term\"", "term", isRepeated: false, new BlockTraits { Hidden = true }).ShouldBe(0.45, 1e-9);
        Of("topic", "\"term\"", "term", isRepeated: false, new BlockTraits { Note = BlockTraits.StruckOut }).ShouldBe(0.45, 1e-9);
        Of("topic", "\"term\"", "term", isRepeated: false, new BlockTraits { Note = "header" }).ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void A_value_without_a_quote_is_less_sure_unless_none_is_asked_for()
    {
        var scanned = Block(new BlockTraits { Confidence = 0.5 });
        AnnotationConfidence.OfUnquoted(Clause.Fields["note"], Block(null)).ShouldBe(0.9, 1e-9);
        AnnotationConfidence.OfUnquoted(Clause.Fields["risk"], Block(null)).ShouldBe(0.6, 1e-9);
        AnnotationConfidence.OfUnquoted(Clause.Fields["risk"], scanned).ShouldBe(0.3, 1e-9);
    }

    private static double Of(string field, string json, string quote, bool isRepeated, BlockTraits? traits) =>
        new AnnotationConfidence(QuotedValue.Agrees).OfQuoted(Clause.Fields[field], Block(traits), json, quote, isRepeated);

    private static Block Block(BlockTraits? traits) => new(0, BlockType.Paragraph, default, "text") { Traits = traits };

    private static SchemaDefinition Schema()
    {
        using var schema = JsonDocument.Parse(
            """
            {"type":"object","x-strata":{"annotates":"blocks"},"properties":{
              "amount":{"type":"number"},
              "due":{"type":"string","format":"date"},
              "topic":{"type":"string"},
              "risk":{"type":"string","x-strata":{"evidence":"optional"}},
              "note":{"type":"string","x-strata":{"evidence":"none"}}}}
            """
        );
        return SchemaDefinition.Parse("clause", 1, schema.RootElement);
    }
}
