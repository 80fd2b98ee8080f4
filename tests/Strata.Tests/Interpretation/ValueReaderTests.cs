using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

public class ValueReaderTests
{
    [Theory]
    [InlineData("true", "yes", "JA", "Sí", "x", "1")]
    [InlineData("false", "non", "Nein", "não", "0")]
    public void Boolean_reads_words_of_several_languages(string expected, params string[] texts) =>
        texts.ShouldAllBe(text => Reader("""{"type":"boolean"}""").ReadText(text, Notation.Unknown).Json == expected);

    [Theory]
    [InlineData("""{"type":"string"}""", "  Straße Ä  ", "\"Straße Ä\"")]
    [InlineData("""{"type":"string"}""", "a\"b\\c\td\u0001", "\"a\\\"b\\\\c\\td\\u0001\"")]
    [InlineData("""{"type":"string","format":"email"}""", "Ann@Example.ORG", "\"Ann@Example.ORG\"")]
    [InlineData("""{"type":"string","format":"uri"}""", "HTTPS://Example.org/Ü?q=1", "\"HTTPS://Example.org/Ü?q=1\"")]
    [InlineData("""{"type":"string","format":"phone"}""", "+49 (0)30 / 123-45", "\"+49 (0)30 / 123-45\"")]
    [InlineData("""{"type":"string","format":"currency"}""", "€", "\"EUR\"")]
    [InlineData("""{"type":"string","format":"currency"}""", "usd", "\"USD\"")]
    [InlineData("""{"type":"integer"}""", "12.00", "12")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "b; a; b", "[\"b\",\"a\",\"b\"]")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "Doe, John; Roe, Jane", "[\"Doe, John\",\"Roe, Jane\"]")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[\"x\", \"y\"]", "[\"x\",\"y\"]")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[x, 'y z']", "[\"x\",\"y z\"]")]
    [InlineData("""{"type":"object"}""", """{ "b": 1.0, "a": [] }""", """{"a":[],"b":1}""")]
    [InlineData("""{"type":"string","enum":["in_progress","done"]}""", "In Progress", "\"in_progress\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "2026-03-04 14:30 +0100", "\"2026-03-04T14:30:00+01:00\"")]
    public void Text_becomes_the_value_of_the_fields_kind(string field, string text, string expected) =>
        Reader(field).ReadText(text, Notation.Unknown).Json.ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"boolean"}""", "maybe")]
    [InlineData("""{"type":"string","format":"email"}""", "not at all")]
    [InlineData("""{"type":"string","format":"uri"}""", "www.example.org")]
    [InlineData("""{"type":"string","format":"phone"}""", "call me")]
    [InlineData("""{"type":"string","format":"currency"}""", "kr")]
    [InlineData("""{"type":"integer"}""", "12.5")]
    [InlineData("""{"type":"number","minimum":0}""", "-1")]
    [InlineData("""{"type":"string","enum":["a"]}""", "b")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]+$"}""", "abc")]
    [InlineData("""{"type":"string","format":"date-time"}""", "2026-03-04 14:30")]
    [InlineData("""{"type":"object"}""", "{nonsense}")]
    public void Text_that_does_not_fit_has_a_reason(string field, string text)
    {
        var reading = Reader(field).ReadText(text, Notation.Unknown);
        reading.Ok.ShouldBeFalse();
        reading.Reason.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"type":"number"}""", "1.50", "1.5")]
    [InlineData("""{"type":"number"}""", "1.234", "1.234")]
    [InlineData("""{"type":"number"}""", "-0.0", "0")]
    [InlineData("""{"type":"integer"}""", "1e2", "100")]
    [InlineData("""{"type":"number"}""", "\"1.234,50\"", "1234.5")]
    [InlineData("""{"type":"boolean"}""", "true", "true")]
    [InlineData("""{"type":"boolean"}""", "\"no\"", "false")]
    [InlineData("""{"type":"string"}""", "\" kept \"", "\" kept \"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"4.3.2026\"", "\"2026-03-04\"")]
    [InlineData("""{"type":"array"}""", "[3, 1, 2.0]", "[3,1,2]")]
    [InlineData("{}", "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}")]
    public void Typed_json_is_taken_as_it_is(string field, string json, string expected)
    {
        var text = json[0] == '"' ? JsonSerializer.Deserialize<string>(json)! : json;
        Reader(field).ReadJson(text, json, Notation.Unknown).Json.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "12")]
    [InlineData("""{"type":"number"}""", "true")]
    [InlineData("""{"type":"boolean"}""", "1")]
    [InlineData("""{"type":"string"}""", "[1]")]
    [InlineData("""{"type":"array"}""", "{}")]
    [InlineData("""{"type":"integer"}""", "1.5")]
    [InlineData("{}", "{\"a\":1,\"a\":2}")]
    public void Typed_json_of_the_wrong_type_has_a_reason(string field, string json) =>
        Reader(field).ReadJson(json, json, Notation.Unknown).Reason.ShouldNotBeNullOrEmpty();

    private static ValueReader Reader(string field)
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"f":""" + field + "}}");
        return new ValueReader(SchemaDefinition.Parse("thing", 1, schema.RootElement).Fields["f"]);
    }
}
