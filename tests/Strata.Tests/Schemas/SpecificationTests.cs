using Strata.Schemas.Validation;

namespace Strata.Tests.Schemas;

/// <summary>What the text of JSON Schema 2020-12 says of each keyword, by its section of "core" (C) and "validation" (V).</summary>
public sealed class SpecificationTests
{
    [Theory]
    // C 4.2.2: numbers are equal by mathematical value, objects by their members in any order, strings by code points.
    [InlineData("""{"const":1}""", "[1,1.0,1e0,10e-1]", """[1.1,"1",true,[1]]""")]
    [InlineData("""{"const":0}""", "[0,-0,0.0,-0.0,0e5]", "[false,null,\"\",[]]")]
    [InlineData("""{"const":false}""", "[false]", "[0,null,\"false\"]")]
    [InlineData("""{"const":null}""", "[null]", "[0,false,\"\",{},[]]")]
    [InlineData("""{"const":9007199254740993}""", "[9007199254740993,9007199254740993.0]", "[9007199254740992,9007199254740994]")]
    [InlineData("""{"const":1e30}""", "[1000000000000000000000000000000]", "[1000000000000000000000000000001]")]
    [InlineData("""{"const":"é"}""", "[\"\\u00e9\"]", "[\"e\\u0301\"]")]
    [InlineData("""{"const":"a/b"}""", "[\"a\\/b\",\"\\u0061/b\"]", "[]")]
    [InlineData(
        """{"const":{"a":[1,{"b":2}],"c":null}}""",
        """[{"c":null,"a":[1.0,{"b":2e0}]}]""",
        """[{"a":[{"b":2},1],"c":null},{"a":[1,{"b":2}]},{"a":[1,{"b":2}],"c":null,"d":1}]"""
    )]
    [InlineData("""{"enum":[[],{},[0]]}""", "[[],{},[0],[0.0]]", "[[[]],[false],null]")]
    [InlineData("""{"enum":["a\u0000b"]}""", "[\"a\\u0000b\"]", "[\"ab\",\"a\"]")]
    // V 6.1.1: a number without a fractional part is an integer.
    [InlineData("""{"type":"integer"}""", "[1.0,-3.00,1.5e1,1E400,0.1e1]", "[0.1,15e-1,1e-400,\"1.0\"]")]
    [InlineData("""{"type":["integer","string"]}""", "[2.0,\"2.5\"]", "[2.5,null]")]
    [InlineData("""{"type":["number","integer"]}""", "[2.5,2]", "[\"2\"]")]
    // V 6.2: numbers; each of the keywords ignores what is no number.
    [InlineData("""{"multipleOf":0.1}""", "[0.3,1.1,-0.7,0,4.2e1]", "[0.35,0.01]")]
    [InlineData("""{"multipleOf":1e-8}""", "[12391239123,1e-8,0.00000003]", "[1e-9]")]
    [InlineData("""{"multipleOf":2}""", "[4.0,\"x\",null,[3]]", "[3,4.5]")]
    [InlineData("""{"multipleOf":1.5}""", "[0,3,4.5,-1.5]", "[1,2]")]
    [InlineData("""{"type":"integer","multipleOf":0.123456789}""", "[0,123456789]", "[1e308]")]
    [InlineData("""{"maximum":3.0}""", "[3,2.99,\"4\"]", "[3.01]")]
    [InlineData("""{"exclusiveMaximum":3.0,"exclusiveMinimum":-0.0}""", "[2.999,0.001]", "[3,0,-0.0]")]
    [InlineData("""{"minimum":1.00000000000000000001}""", "[1.00000000000000000001,2]", "[1,1.0]")]
    // V 6.3: lengths are in characters as RFC 8259 has them, not in UTF-16 units.
    [InlineData("""{"maxLength":1}""", """["😀","\u00e9","\ud83d\ude00","",12345]""", """["😀😀","e\u0301","👍🏽","ab"]""")]
    [InlineData("""{"minLength":2}""", """["😀😀","e\u0301","ab",[1]]""", """["😀","\ud83d\ude00","a",""]""")]
    [InlineData("""{"minLength":2.0,"maxLength":3e0}""", """["ab","abc"]""", """["a","abcd"]""")]
    [InlineData("""{"maxLength":9007199254740991}""", """["a"]""", "[]")]
    // V 6.3.3: not anchored; the whole text is looked at.
    [InlineData("""{"pattern":"a+"}""", """["xaay",0,null,{}]""", """["","b"]""")]
    // V 6.4: arrays.
    [InlineData("""{"minItems":1.0,"maxItems":2.0}""", """[[null],[1,2],"abc",{}]""", "[[],[1,2,3]]")]
    [InlineData(
        """{"uniqueItems":true}""",
        """[[1,true],[0,false],["1",1],[[1],[true]],[{"a":1},{"a":true}],[null,0,"",[],{}],"aa",{"a":1,"b":1}]""",
        """[[1,1.00],[{"a":1,"b":2},{"b":2.0,"a":1}],[[],[]],["a","\u0061"],[0,-0.0],[null,1,null]]"""
    )]
    [InlineData("""{"uniqueItems":false}""", "[[1,1]]", "[]")]
    [InlineData("""{"items":false}""", "[[],1,{\"a\":1}]", "[[1],[null]]")]
    [InlineData("""{"items":true}""", "[[1,null]]", "[]")]
    [InlineData("""{"items":{"items":{"type":"integer"}}}""", "[[[1],[]],[\"not an array\"],[]]", "[[[1.5]],[[1],[\"a\"]]]")]
    // V 6.5.3 and C 10.3.2: members.
    [InlineData("""{"required":[]}""", "[{},1]", "[]")]
    [InlineData(
        """{"required":["a","a\u0062","__proto__"]}""",
        """[{"a":null,"ab":1,"__proto__":1}]""",
        """[{"a":1,"ab":1},{"ab":1,"__proto__":2}]"""
    )]
    [InlineData("""{"properties":{"a":false,"b":true}}""", """[{},{"b":1},{"c":1},[]]""", """[{"a":1},{"a":null}]""")]
    [InlineData("""{"additionalProperties":false}""", "[{},[1],\"a\"]", """[{"":1}]""")]
    [InlineData("""{"additionalProperties":{"type":"boolean"}}""", """[{"a":true},{}]""", """[{"a":true,"b":1}]""")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"additionalProperties":{"type":"boolean"}}""", """[{"a":true}]""", """[{"a":1}]""")]
    [InlineData(
        """{"properties":{"a":{"properties":{"x":true},"additionalProperties":false}}}""",
        """[{"a":{"x":1}},{"b":{"y":1}}]""",
        """[{"a":{"y":1}}]"""
    )]
    // C 10.2: all, any and one of them.
    [InlineData("""{"allOf":[true,true]}""", "[1]", "[]")]
    [InlineData("""{"allOf":[true,false]}""", "[]", "[1,null]")]
    [InlineData("""{"anyOf":[false,{"type":"string"}]}""", "[\"a\"]", "[1]")]
    [InlineData("""{"anyOf":[{},{"type":"string"}]}""", "[1,null]", "[]")]
    [InlineData("""{"oneOf":[true,true]}""", "[]", "[1]")]
    [InlineData("""{"oneOf":[true,false,false]}""", "[1]", "[]")]
    [InlineData(
        """{"oneOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}],"$defs":{"a":{"multipleOf":2},"b":{"multipleOf":3}}}""",
        "[2,3,4]",
        "[6,5,0]"
    )]
    [InlineData("""{"type":"string","oneOf":[{"minLength":2},{"maxLength":4}]}""", """["a","abcde"]""", """["abc",1]""")]
    [InlineData(
        """{"oneOf":[{"required":["a","b"]},{"required":["b","c"]}]}""",
        """[{"a":1,"b":2},{"b":1,"c":2}]""",
        """[{"b":1},{"a":1,"b":2,"c":3}]"""
    )]
    // C 8.2.3: what stands beside a reference counts, too; references may lead into the value, and be booleans.
    [InlineData(
        """{"$defs":{"s":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/s","maxLength":2}}}""",
        """[{"a":"ab"}]""",
        """[{"a":"abc"},{"a":1}]"""
    )]
    [InlineData(
        """{"$defs":{"yes":true,"no":false},"properties":{"a":{"$ref":"#/$defs/yes"},"b":{"$ref":"#/$defs/no"}}}""",
        """[{"a":1},{}]""",
        """[{"b":1}]"""
    )]
    [InlineData("""{"$defs":{"a%b c":{"type":"integer"}},"items":{"$ref":"#/$defs/a%25b%20c"}}""", "[[1]]", "[[1.5]]")]
    [InlineData("""{"$defs":{"~1/":{"type":"integer"}},"items":{"$ref":"#/$defs/~01~1"}}""", "[[1]]", "[[\"a\"]]")]
    [InlineData(
        """{"$defs":{"$ref":{"type":"integer"}},"properties":{"$ref":{"$ref":"#/$defs/$ref"}}}""",
        """[{"$ref":1}]""",
        """[{"$ref":"a"}]"""
    )]
    [InlineData(
        """{"$defs":{"tree":{"type":"object","required":["v"],"properties":{"v":{"type":"integer"},"kids":{"items":{"$ref":"#/$defs/tree"}}},"additionalProperties":false}},"$ref":"#/$defs/tree"}""",
        """[{"v":1},{"v":1,"kids":[{"v":2,"kids":[]},{"v":3}]}]""",
        """[{"v":1,"kids":[{"v":2,"kids":[{"kids":[]}]}]},{"v":1,"kids":[{"v":2,"x":0}]}]"""
    )]
    [InlineData(
        """{"$defs":{"a":{"type":"integer"},"b":{"$ref":"#/$defs/a"},"c":{"$ref":"#/$defs/b"}},"allOf":[{"$ref":"#/$defs/c"}]}""",
        "[5]",
        "[\"a\"]"
    )]
    public void Keyword_does_what_its_section_says(string schema, string accepted, string refused)
    {
        var validator = Compile(schema);

        Json(accepted).EnumerateArray().Where(v => validator.Validate(v).Count > 0).Select(v => v.GetRawText()).ShouldBeEmpty();
        Json(refused).EnumerateArray().Where(v => validator.Validate(v).Count == 0).Select(v => v.GetRawText()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "ipv4",
        """["127.0.0.1","255.255.255.255"]""",
        """["127.0.0.0.1","127.0.0.256","127.1","0x7f000001","2130706433","087.10.0.1","1২7.0.0.1","127.0.0.1/8"," 127.0.0.1",""]"""
    )]
    [InlineData(
        "ipv6",
        """["::1","::abef","::","d6::","1:d6::42","1:2:3:4:5:6:7:8","::ffff:192.168.0.1","1::d6:192.168.0.1","1000:1000:1000:1000:1000:1000:255.255.255.255","::42:ff:1","::FFFF"]""",
        """["12345::","::abcef","1:1:1:1:1:1:1:1:1","::laptop","2:3:4:5:6:7:8",":2:3:4:5:6:7:8","1:2:3:4:5:6:7:",":2:3:4::8","1::d6::42","1::2:192.168.256.1","1::2:192.168.ff.1","::ffff:192.168.0.1.5","1:2:3:4:1.2.3","  ::1","::1  ","fe80::/64","fe80::a%eth1","1000:1000:1000:1000:1000:1000:1000:255.255.255.255","100:100:100:100:100:100:255.255.255.255.255","1:2:3:4:5:6:7:৪","::1২","[::1]","1:2:3:4:5:6:7:8::",":","::192.168.00.1",""]"""
    )]
    [InlineData(
        "date",
        """["1963-06-19","2020-02-29"]""",
        """["06/19/1963","2013-350","1998-1-20","1998-01-1","1998-13-01","1998-04-31","2021-02-29","1963-06-1৪","20230328","2023-W01","2022W01527","-2000-01-01","1963-06-19\n"]"""
    )]
    [InlineData(
        "date-time",
        """["1963-06-19T08:30:06.283185Z","1963-06-19T08:30:06Z","1937-01-01T12:00:27.87+00:20","1990-12-31T15:59:50.123-08:00","1963-06-19t08:30:06.283185z"]""",
        """["1990-02-31T15:59:59.123-08:00","1990-12-31T15:59:59-24:00","1963-06-19T08:30:06.28123+01:00Z","06/19/1963 08:30:06 PST","2013-350T01:01:01","1963-6-19T08:30:06.283185Z","1963-06-1T08:30:06.283185Z","1963-06-1৪T00:00:00Z","1963-06-11T0৪:00:00Z","+11963-06-19T08:30:06.283185Z","1963-06-19T08:30:06+0100","1963-06-19T08:30:06Z\n"]"""
    )]
    [InlineData(
        "email",
        """["joe.bloggs@example.com","te~st@example.com","~test@example.com","test~@example.com","te.s.t@example.com"]""",
        """["2962",".test@example.com","test.@example.com","te..st@example.com","joe.bloggs@invalid=domain.com","joe.bloggs@[127.0.0.300]","a@b@c","joe@example.com\n",""]"""
    )]
    [InlineData(
        "hostname",
        """["www.example.com","xn--4gbwdl.xn--wgbh1c","abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk.com","h0stn4me","1host"]""",
        """["-a-host-name-that-starts-with--","not_a_valid_host_name","a-vvvvvvvvvvvvvvvveeeeeeeeeeeeeeeerrrrrrrrrrrrrrrryyyyyyyyyyyyyyyy-long-host-name-component","-hostname","hostname-","_hostname","host_name",".example","example.","a b","ex。ample",""]"""
    )]
    [InlineData(
        "uuid",
        """["2EB8AA08-AA98-11EA-B4AA-73B441D16380","2eb8aa08-aa98-11ea-b4aa-73b441d16380","00000000-0000-0000-0000-000000000000","ffffffff-ffff-ffff-ffff-ffffffffffff"]""",
        """["2eb8aa08-aa98-11ea-b4aa-73b441d1638","2eb8aa08-aa98-11ea-73b441d16380","2eb8aa08-aa98-11ea-b4ga-73b441d16380","2eb8aa08aa9811eab4aa73b441d16380","2eb8aa08aa98-11ea-b4aa73b441d16380","0x2eb8aa-aa98-11ea-b4aa-73b441d16380","+eb8aa08-aa98-11ea-b4aa-73b441d16380"," eb8aa08-aa98-11ea-b4aa-73b441d16380",""]"""
    )]
    [InlineData(
        "uri",
        """["http://foo.bar/?baz=qux#quux","http://foo.com/blah_(wikipedia)_blah#cite-1","http://foo.bar/?q=Test%20URL-encoded%20stuff","http://xn--nw2a.xn--j6w193g/","http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com","http://223.255.255.254","ftp://ftp.is.co.za/rfc/rfc1808.txt","http://www.ietf.org/rfc/rfc2396.txt","ldap://[2001:db8::7]/c=GB?objectClass?one","mailto:John.Doe@example.com","news:comp.infosystems.www.servers.unix","tel:+1-816-555-1212","urn:oasis:names:specification:docbook:dtd:xml:4.1.2","http://[::1]:8080/","https://example.org:443/a"]""",
        """["//foo.bar/?baz=qux#quux","/abc","\\\\WINDOWS\\fileshare","abc","http:// shouldfail.com",":// should fail","bar,baz:foo","https://[@example.org/test.txt","https://example.org/foobar\\.txt","https://example.org/foobar<>.txt","https://example.org/foobar{}.txt","https://example.org/foobar^.txt","https://example.org/foobar`.txt","https://example.org/foo bar.txt","https://example.org/foobar|.txt","http://[::1","http://::1]/","http://example.org:80a/","http://a/[b]","a#b#c:d","http://a/#b#c","http://a\u0007b/","http://a/%4","http://a/%",""]"""
    )]
    [InlineData(
        "duration",
        """["P4DT12H30M5S","P4Y","PT0S","P0D","P1M","PT1M","PT36H","P1DT12H","P2W"]""",
        """["PT1D","4DT12H30M5S","P","P1YT","P1DT1","PT","P2D1Y","P1D2H","P2S","P1Y2W","P1","P1.5D","P১Y","-P1D","p1d",""]"""
    )]
    public void Format_is_as_its_specification_has_it(string format, string accepted, string refused) =>
        Keyword_does_what_its_section_says($$"""{"format":"{{format}}"}""", accepted, refused);

    [Theory]
    [InlineData("""{"items":[{"type":"string"}]}""", "/items", "a schema is")] // A list of them was draft 2019-09.
    [InlineData("""{"prefixItems":[{}]}""", "/prefixItems", "not supported")]
    [InlineData("""{"definitions":{}}""", "/definitions", "not supported")]
    [InlineData("""{"minProperties":1}""", "/minProperties", "not supported")]
    [InlineData("""{"dependentRequired":{}}""", "/dependentRequired", "not supported")]
    [InlineData("""{"unevaluatedProperties":false}""", "/unevaluatedProperties", "not supported")]
    [InlineData("""{"exclusiveMaximum":true,"maximum":3}""", "/exclusiveMaximum", "must be a number")] // Draft 4.
    [InlineData("""{"required":true}""", "/required", "list of names")] // Draft 3.
    [InlineData("""{"enum":[]}""", "/enum", "at least one")]
    [InlineData("""{"type":[]}""", "/type", "at least one")]
    [InlineData("""{"type":"any"}""", "/type", "a type must be")]
    [InlineData("""{"minLength":1.5}""", "/minLength", "0 or more")]
    [InlineData("""{"maxItems":"2"}""", "/maxItems", "0 or more")]
    [InlineData("""{"multipleOf":-1}""", "/multipleOf", "above 0")]
    [InlineData("""{"uniqueItems":1}""", "/uniqueItems", "true or false")]
    [InlineData("""{"$ref":"#"}""", "/$ref", "#/$defs/NAME")]
    [InlineData("""{"$anchor":"a"}""", "/$anchor", "not supported")]
    [InlineData("""{"items":{"$id":"https://example.org/item"}}""", "/items/$id", "top of the schema")]
    [InlineData("""{"title":5}""", "/title", "must be a text")]
    [InlineData("""{"properties":{"a":{"description":["x"]}}}""", "/properties/a/description", "must be a text")]
    [InlineData("""{"examples":"x"}""", "/examples", "must be a list")]
    [InlineData("""{"deprecated":"yes"}""", "/deprecated", "true or false")]
    public void What_would_not_be_checked_is_refused(string schema, string path, string reason)
    {
        var refusal = Should.Throw<StrataException>(() => Compile(schema));

        refusal.Faults[0].Path.ShouldBe(path);
        refusal.Faults[0].Reason.ShouldContain(reason);
    }

    [Fact]
    public void Value_that_alternatives_would_be_tried_on_for_ever_does_not_fit_and_says_so()
    {
        var schema = Compile(
            """{"$defs":{"t":{"anyOf":[{"items":{"$ref":"#/$defs/t"},"maxItems":0},{"items":{"$ref":"#/$defs/t"}, "minItems": 9}, {"items":{"$ref":"#/$defs/t"},"type":"array"}]}},"$ref":"#/$defs/t"}"""
        );

        var faults = schema.Validate(Json(new string('[', 50) + "1" + new string(']', 50)));

        faults[0].Reason.ShouldContain("10000000 steps");
        schema.Validate(Json("[[[],[]]]")).ShouldBeEmpty();
    }

    [Fact]
    public void Faults_of_a_value_are_told_up_to_a_hundred() =>
        Compile("""{"items":{"type":"string"}}""").Validate(Json($"[{string.Join(',', Enumerable.Range(0, 5_000))}]")).Count.ShouldBe(100);

    private static JsonSchemaValidator Compile(string schema) => JsonSchemaValidator.Compile(Json(schema));

    private static JsonElement Json(string json) => JsonElement.Parse(json);
}
