using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("1e2", "100")]
    [InlineData("-0", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("1.0", "1")]
    [InlineData("10", "10")]
    [InlineData("100e-2", "1")]
    [InlineData("120E-1", "12")]
    [InlineData("0.00120", "0.0012")]
    [InlineData("-12.3400", "-12.34")]
    [InlineData("1.7976931348623157e2", "179.76931348623157")]
    [InlineData("12345678901234567890.12345678901234567", "12345678901234567890.12345678901234567")]
    [InlineData("1e39", "1000000000000000000000000000000000000000")]
    [InlineData("1e40", "1e40")]
    [InlineData("10000000000000000000000000000000000000000", "1e40")]
    [InlineData("1.25e-50", "1.25e-50")]
    [InlineData("1e-39", "0.000000000000000000000000000000000000001")]
    [InlineData("1e-40", "1e-40")]
    public void Numbers_keep_every_digit_in_one_notation(string json, string canonical) => Of(json).ShouldBe(canonical);

    [Theory]
    [InlineData("\"\\u00e9\\/\\u000a\\u001F\\\"\"", "\"é/\\n\\u001f\\\"\"")]
    [InlineData("\"\\ud83d\\ude00 \\u007f\"", "\"😀 \u007f\"")]
    [InlineData("{\"b\":1, \"a\" : [ 1.0 ,true,null,{}] }", "{\"a\":[1,true,null,{}],\"b\":1}")]
    public void Strings_and_white_space_are_as_short_as_can_be(string json, string canonical) => Of(json).ShouldBe(canonical);

    [Fact]
    public void Keys_are_sorted_by_utf16_code_unit_as_in_rfc_8785()
    {
        const string Json = """{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""";

        using var parsed = JsonDocument.Parse(Of(Json));

        parsed.RootElement.EnumerateObject().Select(p => p.Value.GetInt32()).ShouldBe([2, 4, 6, 7, 1, 5, 3]);
    }

    [Theory]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "Duplicate key")]
    [InlineData("\"\\ud800\"", "surrogate")]
    [InlineData("{\"\\udc00x\":1}", "surrogate")]
    [InlineData("1e1000001", "exponent")]
    [InlineData("1e99999999999999999999", "exponent")]
    public void What_has_no_canonical_text_is_refused(string json, string reason)
    {
        var refusal = Should.Throw<StrataException>(() => Of(json));

        refusal.Code.ShouldBe(ErrorCode.InvalidContent);
        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] json = [(byte)'"', 0xC3, 0x28, (byte)'"'];

        Should
            .Throw<StrataException>(() =>
            {
                using var parsed = JsonDocument.Parse(json);
                return CanonicalJson.Of(parsed.RootElement);
            })
            .Code.ShouldBe(ErrorCode.InvalidContent);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_with_the_limit()
    {
        var options = new JsonDocumentOptions { MaxDepth = 100 };
        using var deepest = JsonDocument.Parse(new string('[', 64) + new string(']', 64), options);
        using var tooDeep = JsonDocument.Parse(new string('[', 65) + new string(']', 65), options);

        CanonicalJson.Of(deepest.RootElement).Length.ShouldBe(128);
        Should.Throw<StrataException>(() => CanonicalJson.Of(tooDeep.RootElement)).Message.ShouldContain("64");
    }

    [Fact]
    public void Members_read_like_the_object_that_has_them()
    {
        using var parsed = JsonDocument.Parse("""{"z":{"b":1,"a":2},"a":"x"}""");
        var members = parsed.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value));

        CanonicalJson.Of(members).ShouldBe(CanonicalJson.Of(parsed.RootElement));
    }

    [Fact]
    public void Hash_is_sha256_of_the_utf8_text() =>
        CanonicalJson.Hash("{\"a\":\"é\"}").ShouldBe("b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1");

    [Fact]
    public void Canonical_text_is_its_own_canonical_text_and_equals_its_input() =>
        Prop.ForAll(
                Json,
                json =>
                {
                    var canonical = Of(json);
                    using var before = JsonDocument.Parse(json);
                    using var after = JsonDocument.Parse(canonical);
                    return Of(canonical) == canonical && JsonElement.DeepEquals(before.RootElement, after.RootElement);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Key_order_and_white_space_do_not_matter() =>
        Prop.ForAll(
                Json,
                json =>
                {
                    using var parsed = JsonDocument.Parse(json);
                    return Of(TurnedRound(parsed.RootElement)) == Of(json);
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Of(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return CanonicalJson.Of(parsed.RootElement);
    }

    private static string TurnedRound(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "{ "
                + string.Join(
                    " , ",
                    value.EnumerateObject().Reverse().Select(p => JsonSerializer.Serialize(p.Name) + " :\n" + TurnedRound(p.Value))
                )
                + " }",
            JsonValueKind.Array => "[ " + string.Join(",\t", value.EnumerateArray().Select(TurnedRound)) + " ]",
            _ => value.GetRawText(),
        };

    private static Arbitrary<string> Json => Arb.From(Gen.Sized(size => Value(Math.Min(size, 30))));

    private static Gen<string> Value(int size)
    {
        var leaf = Gen.OneOf(Text, Number, Gen.Elements("true", "false", "null"));
        if (size <= 1)
        {
            return leaf;
        }
        var array = Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(Value(size / 3), n)).Select(items => "[" + string.Join(",", items) + "]");
        var members = Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(Text.SelectMany(k => Value(size / 3).Select(v => (k, v))), n));
        var obj = members.Select(m =>
            "{" + string.Join(",", m.DistinctBy(p => JsonSerializer.Deserialize<string>(p.k)).Select(p => p.k + ":" + p.v)) + "}"
        );
        return Gen.OneOf(leaf, array, obj);
    }

    private static Gen<string> Text =>
        Gen.Choose(0, 5)
            .SelectMany(n =>
                Gen.ArrayOf(
                    Gen.Elements(
                        "a",
                        "B",
                        "\\n",
                        "\\\"",
                        "\\\\",
                        "é",
                        "e\u0301",
                        "漢",
                        "😀",
                        "\\ud83d\\ude00",
                        "\\u0061",
                        "\\u0001",
                        "\u007f",
                        " "
                    ),
                    n
                )
            )
            .Select(parts => "\"" + string.Concat(parts) + "\"");

    private static Gen<string> Number =>
        from sign in Gen.Elements("", "-")
        from whole in Gen.Choose(0, 1_000_000)
        from fraction in Gen.Elements("", ".0", ".10", ".001", ".123456789012345678901234567890")
        from exponent in Gen.OneOf(Gen.Constant(""), Gen.Choose(-60, 60).Select(e => "e" + e.ToString(CultureInfo.InvariantCulture)))
        select sign + whole.ToString(CultureInfo.InvariantCulture) + fraction + exponent;
}
