using FsCheck;
using FsCheck.Fluent;
using Strata.Schemas.Validation;

namespace Strata.Tests.Schemas;

public sealed class JsonSchemaValidatorTests
{
    [Theory]
    [InlineData("{}", "[1,\"a\",{},null]", "")]
    [InlineData("true", "[1]", "")]
    [InlineData("false", "", "[1,null,{}]")]
    [InlineData("""{"type":"integer"}""", "[1,1.0,1e3,-0.0,100000000000000000000]", """[1.5,"1",null,true]""")]
    [InlineData("""{"type":"number"}""", "[1,1.5,-1e-9]", """["1",[],false]""")]
    [InlineData("""{"type":["string","null"]}""", """["",null]""", "[0,false,{}]")]
    [InlineData("""{"type":"boolean"}""", "[true,false]", """[0,"true",null]""")]
    [InlineData("""{"type":"object"}""", "[{}]", "[[],null]")]
    [InlineData("""{"enum":[1,"a",{"x":[1]},null]}""", """[1.0,"a",{"x":[1.0]},null]""", """[2,"A",{"x":[]},false]""")]
    [InlineData("""{"const":{"a":1,"b":[true]}}""", """[{"b":[true],"a":1}]""", """[{"a":1},{"a":1,"b":[1]}]""")]
    [InlineData("""{"minimum":1.1,"maximum":3}""", """[1.1,3,3.0,"x"]""", "[1.09999999999999999999,3.00000000000000000001]")]
    [InlineData("""{"exclusiveMinimum":-1,"exclusiveMaximum":1e2}""", "[-0.99,99.999]", "[-1,100,1e400]")]
    [InlineData("""{"multipleOf":0.01}""", "[0,4.35,1e30,-0.07]", "[0.001,1.005]")]
    [InlineData("""{"multipleOf":7}""", "[7e5,14,0]", "[1e5,7.5]")]
    [InlineData("""{"minLength":2,"maxLength":3}""", """["ab","😀😀","漢字か",5]""", """["a","😀","abcd","😀😀😀😀"]""")]
    [InlineData("""{"pattern":"^a+$"}""", """["a","aaa",1]""", """["","ab"]""")]
    [InlineData("""{"pattern":"b"}""", """["abc"]""", """["ac"]""")]
    [InlineData("""{"items":{"type":"integer"},"minItems":1,"maxItems":2}""", """[[1],[1,2],"no array"]""", """[[],[1,2,3],["a"]]""")]
    [InlineData("""{"uniqueItems":true}""", """[[],[1,"1",true,[1]],[{"a":1},{"a":2}]]""", """[[1,1.0],[{"a":1,"b":2},{"b":2,"a":1}]]""")]
    [InlineData("""{"required":["a","b"]}""", """[{"a":null,"b":0},"other"]""", """[{"a":1},{}]""")]
    [InlineData(
        """{"properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}}""",
        """[{},{"a":"x","z":1}]""",
        """[{"a":1},{"z":"x"}]"""
    )]
    [InlineData("""{"properties":{"ä b":true},"additionalProperties":false}""", """[{"ä b":1},{"\u00e4 b":1}]""", """[{"c":1}]""")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "[1,2]", "[0,3]")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"minimum":2.5}]}""", "[1,2.5,3]", "[1.5]")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":2.5}]}""", "[1,2.5]", "[3,1.5]")]
    [InlineData("""{"$ref":"#/$defs/a~1b","maximum":5,"$defs":{"a/b":{"type":"integer"}}}""", "[5]", "[6,1.5]")]
    [InlineData(
        """{"$defs":{"n":{"type":"object","properties":{"next":{"$ref":"#/$defs/n"}},"additionalProperties":false}},"$ref":"#/$defs/n"}""",
        """[{},{"next":{"next":{}}}]""",
        """[{"next":{"other":1}},1]"""
    )]
    [InlineData(
        """{"title":"t","description":"d","examples":[1],"default":2,"$schema":"s","$id":"i","$comment":"c","deprecated":true,"readOnly":true,"writeOnly":true,"x-strata":{}}""",
        "[1]",
        ""
    )]
    public void Keyword_accepts_and_refuses(string schema, string accepted, string refused)
    {
        var validator = Compile(schema);

        foreach (var value in Items(accepted))
        {
            validator.Validate(value).ShouldBeEmpty(value.GetRawText());
        }
        foreach (var value in Items(refused))
        {
            validator.Validate(value).ShouldNotBeEmpty(value.GetRawText());
        }
    }

    [Theory]
    [InlineData(
        "date",
        """["2024-02-29","0001-01-01"]""",
        """["2023-02-29","2024-2-9","24-02-09","2024-02-29T00:00:00Z","2024-13-01",""," 2024-02-29"]"""
    )]
    [InlineData(
        "date-time",
        """["2026-03-31T14:05:00Z","2026-03-31t23:59:59.123456+02:00"]""",
        """["2026-03-31","2026-03-31T14:05:00","2026-03-31 14:05:00Z","2026-03-31T24:00:00Z","2026-03-31T14:05Z","2026-03-31T14:05:60Z","2026-03-31T14:05:00.Z"]"""
    )]
    [InlineData(
        "moment",
        """["2026-03-31","2026-03-31T14:05","2026-03-31T14:05:00","2026-03-31T14:05:00Z"]""",
        """["tomorrow","2026-03-32","2026-03-31T"]"""
    )]
    [InlineData("time", """["14:05","23:59:59","08:00:00.5Z","08:00:00+01:00"]""", """["24:00","8:00","08:00:00+1","08:60"]""")]
    [InlineData(
        "email",
        """["a@example.com","first.last+tag@sub.example.org","jürgen@müller.example","a@localhost"]""",
        """["a","@example.com","a@","a b@example.com","a@-x.com","a..b@example.com","a@b@example.com"]"""
    )]
    [InlineData(
        "uri",
        """["https://example.com/a?b#c","urn:isbn:123","mailto:a@example.com","https://example.com/%C3%A4/ü"]""",
        """["example.com","//example.com","/path","http://","https://exa mple.com","http://example.com/%zz","1a:b"]"""
    )]
    [InlineData(
        "uuid",
        """["2EB8AA08-aa98-11ea-b4aa-73b441d16380"]""",
        """["2eb8aa08aa9811eab4aa73b441d16380","{2eb8aa08-aa98-11ea-b4aa-73b441d16380}"]"""
    )]
    [InlineData("ipv4", """["192.168.0.1","0.0.0.0"]""", """["256.0.0.1","1.2.3","01.2.3.4","1.2.3.4.5","1.2.3.a"]""")]
    [InlineData("ipv6", """["::1","2001:db8::8:800:200c:417a","::ffff:192.168.0.1"]""", """["1.2.3.4","12345::","[::1]","fe80::1%eth0"]""")]
    [InlineData("hostname", """["example.com","a-b.example"]""", """["-a.example","a_b.example","","a..b"]""")]
    [InlineData(
        "duration",
        """["P3D","P1Y2M3DT4H5M6S","PT36H","P4W","P1M","PT1M"]""",
        """["P","PT","P1","3D","P1D2H","P1W2D","P2D1Y","PT1D","P1DT"]"""
    )]
    [InlineData("phone", """["+49 (0)30 123456","555-0100","030/1234-56","+1 555 0100 x12"]""", """["12","call me","5+5550100","x123"]""")]
    [InlineData("currency", """["EUR","USD"]""", """["eur","EURO","€"]""")]
    public void Format_is_asserted(string format, string accepted, string refused) =>
        Keyword_accepts_and_refuses($$"""{"format":"{{format}}"}""", accepted, refused);

    [Fact]
    public void Format_and_pattern_say_nothing_about_values_that_are_no_strings() =>
        Compile("""{"format":"date","pattern":"^x$","minLength":5}""").Validate(Parse("12")).ShouldBeEmpty();

    [Fact]
    public void Validation_finds_every_fault_and_where_it_is()
    {
        var validator = Compile(
            """
            {"properties":{"a/b":{"type":"integer"},"list":{"items":{"properties":{"n":{"minimum":0}}}}},"required":["id"],"additionalProperties":true}
            """
        );

        var faults = validator.Validate(Parse("""{"a/b":"x","list":[{"n":1},{"n":-1}]}"""));

        faults.Select(f => f.Path).ShouldBe(["", "/a~1b", "/list/1/n"]);
        faults[0].Reason.ShouldContain("id");
        faults[1].Reason.ShouldBe("is string, not integer");
        faults[2].Reason.ShouldBe("is less than 0");
    }

    [Theory]
    [InlineData("""{"if":true}""", "/if", "'if' is not supported")]
    [InlineData("""{"properties":{"a":{"patternProperties":{}}}}""", "/properties/a/patternProperties", "not supported")]
    [InlineData("""{"not":{}}""", "/not", "not supported")]
    [InlineData("""{"prefixItems":[]}""", "/prefixItems", "not supported")]
    [InlineData("""{"format":"idn-email"}""", "/format", "idn-email")]
    [InlineData("""{"type":"text"}""", "/type", "a type must be")]
    [InlineData("""{"properties":{"a":1}}""", "/properties/a", "a schema is")]
    [InlineData("""{"minLength":-1}""", "/minLength", "0 or more")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf", "above 0")]
    [InlineData("""{"required":"a"}""", "/required", "list of names")]
    [InlineData("""{"anyOf":[]}""", "/anyOf", "at least one")]
    [InlineData("""{"pattern":"("}""", "/pattern", "pattern")]
    [InlineData("""{"pattern":"(a)\\1"}""", "/pattern", "linear time")]
    [InlineData("""{"pattern":"a(?=b)"}""", "/pattern", "linear time")]
    [InlineData("""{"pattern":"((a{500}){500}){500}"}""", "/pattern", "repetitions")]
    [InlineData("""{"$ref":"https://example.com/x"}""", "/$ref", "#/$defs/NAME")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "/$ref", "no definition")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}}}""", "/$defs/a/$ref", "refers to itself")]
    [InlineData("""{"items":{"$defs":{}}}""", "/items/$defs", "top of the schema")]
    public void Schema_is_refused_where_it_says_what_would_not_be_checked(string schema, string path, string reason)
    {
        var refusal = Should.Throw<StrataException>(() => Compile(schema));

        refusal.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        refusal.Faults[0].Path.ShouldBe(path);
        refusal.Faults[0].Reason.ShouldContain(reason);
        refusal.Message.ShouldContain(path);
    }

    [Theory]
    [InlineData("""{"minimum":3,"maximum":2.5}""", "/minimum", "no number fits minimum 3 and maximum 2.5")]
    [InlineData("""{"exclusiveMinimum":3,"maximum":3}""", "/exclusiveMinimum", "no number fits")]
    [InlineData("""{"properties":{"a/b":{"minimum":3.0,"exclusiveMaximum":3}}}""", "/properties/a~1b/minimum", "no number fits")]
    [InlineData("""{"exclusiveMaximum":3,"exclusiveMinimum":3}""", "/exclusiveMinimum", "no number fits")]
    [InlineData(
        """{"$defs":{"code":{"maxLength":4,"minLength":5}}}""",
        "/$defs/code/minLength",
        "no text fits minLength 5 and maxLength 4"
    )]
    [InlineData("""{"properties":{"a":{"items":{"minItems":2,"maxItems":1}}}}""", "/properties/a/items/minItems", "no array fits")]
    [InlineData("""{"enum":[]}""", "/enum", "at least one")]
    [InlineData(
        """{"items":{"properties":{"a":{}},"required":["a","b"],"additionalProperties":false}}""",
        "/items/required/1",
        "'b' is required"
    )]
    [InlineData("""{"properties":{"a":false},"required":["a"]}""", "/required/0", "'a' is required")]
    [InlineData("""{"type":"integer","enum":["1",1.5]}""", "/enum", "none of these values")]
    [InlineData(
        """{"$defs":{"short":{"maxLength":2}},"properties":{"a":{"$ref":"#/$defs/short","const":"abc"}}}""",
        "/properties/a/const",
        "does not allow this value"
    )]
    public void Schema_that_contradicts_itself_is_refused(string schema, string path, string reason) =>
        Schema_is_refused_where_it_says_what_would_not_be_checked(schema, path, reason);

    [Theory]
    [InlineData("""{"minimum":3,"maximum":3.0,"minLength":2,"maxLength":2,"minItems":0,"maxItems":0}""")]
    [InlineData("""{"exclusiveMinimum":3,"exclusiveMaximum":3.00000000000000000001}""")]
    [InlineData("""{"required":["a"],"additionalProperties":{"type":"string"}}""")]
    [InlineData("""{"type":"integer","enum":["1",1]}""")]
    public void Schema_that_leaves_anything_is_compiled(string schema) => Compile(schema).Validate(Parse("1")).Count.ShouldBeLessThan(2);

    [Fact]
    public void Schema_nested_too_deep_is_refused()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"items\":", 70)) + "true" + new string('}', 70);
        using var parsed = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 100 });

        Should.Throw<StrataException>(() => JsonSchemaValidator.Compile(parsed.RootElement)).Message.ShouldContain("64");
    }

    [Fact]
    public void Valid_record_is_validated_without_allocating()
    {
        var validator = Compile(
            """
            {"type":"object","required":["a"],"properties":{"a":{"type":"string","maxLength":50,"pattern":"^[a-zü ]+$"},"d":{"format":"date"},
             "n":{"type":"integer"},"e":{"enum":["x","y"]},"l":{"items":{"type":"string","format":"email"}}}}
            """
        );
        var record = Parse("""{"a":"hallo ü","d":"2026-01-31","n":12,"e":"y","l":["a@example.com","b@example.com"],"z":{}}""");
        validator.Validate(record).ShouldBeEmpty();
        validator.Validate(record);

        // The least of a few rounds: what is compiled anew meanwhile may allocate once.
        Enumerable.Range(0, 5).Min(_ => AllocatedByHundred()).ShouldBeLessThan(100 * 8);

        long AllocatedByHundred()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                validator.Validate(record);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Bounds_agree_with_exact_arithmetic() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(-100_000, 100_000)),
                Arb.From(Gen.Choose(-100_000, 100_000)),
                Arb.From(Gen.Choose(1, 5_000)),
                (value, bound, step) =>
                {
                    var schema = Compile(FormattableString.Invariant($$"""{"minimum":{{bound / 100m}},"multipleOf":{{step / 100m}}}"""));
                    var valid = schema.Validate(Parse(FormattableString.Invariant($"{value / 100m}"))).Count == 0;
                    return valid == (value >= bound && value % step == 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static JsonSchemaValidator Compile(string schema) => JsonSchemaValidator.Compile(Parse(schema));

    private static IEnumerable<JsonElement> Items(string array) => array.Length == 0 ? [] : Parse(array).EnumerateArray();

    private static JsonElement Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.Clone();
    }
}
