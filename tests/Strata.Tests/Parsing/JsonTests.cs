using Strata.Parsing;
using Strata.Parsing.Json;

namespace Strata.Tests.Parsing;

public sealed class JsonTests
{
    private static readonly JsonParser Json = new();

    private static Parsed Parse(string text, ParseBudget? budget = null) => Parsed.One(Json, text, null, budget);

    [Fact]
    public void Each_object_of_an_array_is_a_record()
    {
        var parsed = Parse(
            """
            [ {"name": "Zoë \"Z\" \ud83d\ude00", "age": 30, "tags": ["a", {"b": 1}], "none": null},
              {"name": "東京", "age": -1.50e3} ]
            """
        );

        parsed.Document.IsRecords.ShouldBeTrue();
        parsed.Blocks.Count.ShouldBe(2);
        parsed.Field(0, "name").ShouldBe("Zoë \"Z\" 😀");
        parsed.Slice(parsed.Blocks[0].Fields[0].Range).ShouldBe("Zoë \\\"Z\\\" \\ud83d\\ude00");
        parsed.Blocks[0].Fields[2].Json.ShouldBe("""["a", {"b": 1}]""");
        parsed.Field(0, "none").ShouldBe("null");
        parsed.Field(1, "age").ShouldBe("-1.50e3");
        parsed.Blocks[1].Line.ShouldBe(2);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void An_object_is_one_record()
    {
        var parsed = Parse("""{"invoice_no": "A-7", "customer": "Ann", "total": 12.5, "lines": [{"sku": 1}, {"sku": 2}]}""");

        parsed.Blocks.ShouldHaveSingleItem().Fields.Select(f => f.Name).ShouldBe(["invoice_no", "customer", "total", "lines"]);
    }

    [Theory]
    [InlineData("""{"invoice_no": "A-7", "customer": "Ann", "items": [""", true)]
    [InlineData("""{"customer": "Ann", "lines": [""", true)]
    [InlineData("""{"feed_title": "Ann", "items": [{"id": 0, "text": "of a list that is long"},""", false)]
    [InlineData("""{"account_number": "7", "owner": "Ann", "bank": "B", "transactions": [""", false)]
    public void A_long_list_of_details_stays_in_its_record_and_others_are_records(string start, bool isOne)
    {
        var parsed = Parse(
            start
                + string.Join(",\n", Enumerable.Range(1, 60).Select(n => $$"""{"description": "Item number {{n}}", "amount": {{n}}}"""))
                + "]}"
        );

        (parsed.Blocks.Count == 1).ShouldBe(isOne);
    }

    [Theory]
    [InlineData("""{"contacts": [{"name": "A"}, {"name": "B"}]}""", 0)]
    [InlineData("""{"contacts": [{"name": "A"}, {"name": "B"}], "meta": {"count": 2}}""", 1)]
    [InlineData("""{"version": 1, "account": "X", "contacts": [{"name": "A"}, {"name": "B"}], "exported_at": "2024"}""", 2)]
    public void The_records_of_an_envelope_are_the_documents_records(string text, int own)
    {
        var parsed = Parse(text);

        parsed.Blocks.Where(b => b.Section == "contacts").Select(b => b.Text).ShouldBe(["""{"name": "A"}""", """{"name": "B"}"""]);
        parsed.Blocks.Count(b => b.Section.Length == 0).ShouldBe(own);
        parsed.Document.Facts["records"].ShouldBe("contacts");
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Properties_beside_the_records_are_kept_as_records()
    {
        var parsed = Parse("{\"version\": 1,\n \"owner\": \"Än\",\n \"contacts\":\n [{\"n\": 1}],\n \"end\": true}");

        parsed.Blocks.Select(b => b.Text).ShouldBe(["\"version\": 1,\n \"owner\": \"Än\"", "{\"n\": 1}", "\"end\": true"]);
        parsed.Field(0, "owner").ShouldBe("Än");
        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 4, 5]);
    }

    [Fact]
    public void Several_record_arrays_are_a_document_each()
    {
        var source = Encoding.UTF8.GetBytes(
            """{"people": [{"name": "A"}], "count": 1, "companies": [{"title": "B"}, {"title": "C"}], "version": 2}"""
        );

        var documents = Parsed.Many(Json, source);

        documents.Select(d => d.Document.Part).ShouldBe(["people", "companies"]);
        documents.Select(d => d.Blocks.Count).ShouldBe([1, 4]);
        documents[1].Blocks.Select(b => b.Section).ShouldBe(["", "companies", "companies", ""]);
    }

    [Theory]
    [InlineData("[1, \"two\", null, [3]]", new[] { "1", "two", "null", "[3]" })]
    [InlineData("\"just text \\u00e9\"", new[] { "just text é" })]
    [InlineData(" 42 ", new[] { "42" })]
    [InlineData("true", new[] { "true" })]
    public void Values_that_are_not_objects_are_paragraphs(string text, string[] expected)
    {
        var parsed = Parse(text);

        parsed.Document.IsRecords.ShouldBeFalse();
        parsed.Blocks.ShouldAllBe(b => b.Type == BlockType.Paragraph);
        parsed.Blocks.Select(b => b.Text).ShouldBe(expected);
    }

    [Fact]
    public void A_name_given_twice_keeps_both_values()
    {
        var parsed = Parse("""[{"a": 1, "a": 2, "a": "3"}]""");

        parsed.Blocks[0].Fields.Select(f => (f.Name, f.Text)).ShouldBe([("a", "1"), ("a#2", "2"), ("a#3", "3")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("\uFEFF")]
    [InlineData("[]")]
    [InlineData("\uFEFF[ ]\n")]
    public void A_source_without_values_has_no_blocks(string text)
    {
        var parsed = Parse(text);

        parsed.Blocks.ShouldBeEmpty();
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[{\"a\": 1},\n{\"a\": 2},\n{\"a\": tru}]", 2, 3)]
    [InlineData("[{\"a\": 1},\n{\"a\": 2}\n{\"a\": 3}]", 2, 3)]
    [InlineData("[{\"a\": 1},\n{\"a\": 2},\n", 2, 3)]
    [InlineData("[{\"a\": 1},\n{\"a\": 2", 1, 2)]
    [InlineData("[{\"a\": 1},\n{\"a\": 2}", 2, 2)]
    [InlineData("[{\"a\": 1}]\n[2]", 1, 2)]
    [InlineData("{\"a\": 1}\n{\"b\": 2}", 1, 2)]
    [InlineData("{\"contacts\": [{\"a\": 1},\n{\"a\": 2}, {]}", 2, 2)]
    [InlineData("{\"contacts\": [{\"a\": 1},\n{\"a\": 2}", 2, 2)]
    [InlineData("{\"contacts\": [{\"a\": 1}],\n\"meta\": {", 1, 2)]
    [InlineData("{\"contacts\": [{\"a\": 1}],\n\"meta\": \"x\"", 2, 2)]
    [InlineData("{\"contacts\": [{\"a\": 1}]}\n}", 1, 2)]
    [InlineData("not json", 0, 1)]
    public void Bad_JSON_keeps_the_blocks_before_it_and_says_where(string text, int blocks, int line)
    {
        var parsed = Parse(text);

        parsed.Blocks.Count.ShouldBe(blocks);
        var diagnostic = parsed.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Fatal.ShouldBeTrue();
        diagnostic.Line.ShouldBe(line);
        diagnostic.Offset.ShouldBeInRange(0, text.Length);
    }

    [Fact]
    public void Invalid_UTF8_is_located()
    {
        byte[] source = [.. "[{\"a\": \"ok\"},\n{\"a\": \"x"u8, 0xFF, .. "\"}]"u8];

        var parsed = Parsed.One(Json, source);

        parsed.Blocks.Count.ShouldBe(1);
        parsed.Diagnostics.ShouldHaveSingleItem().ShouldBe(new(2, Array.IndexOf(source, (byte)0xFF), "not valid UTF-8", Fatal: true));
    }

    [Fact]
    public void UTF16_is_refused_clearly()
    {
        var parsed = Parsed.One(Json, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("[]")]);

        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData("[{\"a\": 1},", "", "]")]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("{\"contacts\": [{\"a\": 1}], \"deep\":", "1", "}")]
    public void Nesting_over_the_limit_names_the_limit(string before, string middle, string after)
    {
        var parsed = Parse(before + new string('[', 10_000) + middle + new string(']', 10_000) + after);

        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("64 (MaxDepth)");
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_lose_the_record()
    {
        Parse("""[{"a": "x\ud83dy", "\ud83d": 2}]""").Blocks[0].Fields.Select(f => f.Name + f.Text).ShouldBe(["ax\uFFFDy", "\uFFFD2"]);
    }

    [Fact]
    public void Limits_are_named()
    {
        Parse("[{\"a\": \"" + new string('x', 5000) + "\"}]", new() { MaxBlockBytes = 1000 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("1000 bytes (MaxBlockBytes)");
        Parse("[{\"a\":1},{\"a\":1},{\"a\":1}]", new() { MaxBlocks = 2 })
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("2 values (MaxBlocks)");
        var wide = "{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"c{i}\":1")) + "}";
        Parse($"[{wide}]").Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("10000 (MaxFields)");
        Parse(wide).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("10000 (MaxFields)");
    }

    [Theory]
    [InlineData("[\n", "\n]")]
    [InlineData("{\"rows\": [\n", "\n], \"count\": 1}")]
    public void Elements_across_buffer_ends_are_whole(string before, string after)
    {
        var elements = Enumerable.Range(0, 60_000).Select(i => $$"""{"id": {{i}}, "city": "Tōkyō {{i % 7}}", "n": [{{i}}]}""").ToList();

        var parsed = Parse(before + string.Join(",\n", elements) + after);

        parsed.Blocks.Take(60_000).Select(b => b.Text).ShouldBe(elements);
        parsed.Field(54_321, "id").ShouldBe("54321");
    }
}
