using Strata.Parsing;
using Strata.Parsing.Toml;
using Strata.Parsing.Yaml;

namespace Strata.Tests.Parsing;

public sealed class YamlTests
{
    private static readonly YamlParser Yaml = new();
    private static readonly TomlParser Toml = new();

    [Fact]
    public void Pair_in_a_flow_sequence_stands_where_it_is_written()
    {
        var parsed = Parsed.One(Yaml, "- [a: 1, {b: 2}]\n- [: e]\n- [1: two]\n");

        parsed.Blocks.Select(block => parsed.Slice(block.Range)).ShouldBe(["[a: 1, {b: 2}]", "[: e]", "[1: two]"]);
    }

    [Fact]
    public void Pairs_of_a_list_of_records_follow_one_another()
    {
        var parsed = Parsed.One(Yaml, "list: [a: 1, b: 2]\nother: x\n");

        parsed.Blocks.Select(block => parsed.Slice(block.Range)).ShouldBe(["a: 1", "b: 2", "other: x"]);
    }

    [Fact]
    public void Merge_keys_add_what_is_not_there_and_lead_to_where_it_stands()
    {
        var parsed = Parsed.One(
            Yaml,
            """
            - &base {city: Bern, zip: 3000}
            - &more
              <<: *base
              zip: 3001
              tags: [a]
            - <<: [{city: Basel}, *more]
              name: Ann
              in: {<<: *base}
            - <<: *none
            - "<<": *base
            """
        );

        parsed.Diagnostics.ShouldBeEmpty();
        parsed
            .Blocks.Select(b => string.Join(", ", b.Fields.Select(f => $"{f.Name}={f.Json ?? f.Text}")))
            .ShouldBe([
                "city=Bern, zip=3000",
                "city=Bern, zip=3001, tags=[\"a\"]",
                "city=Basel, zip=3001, tags=[\"a\"], name=Ann, in={\"city\":\"Bern\",\"zip\":3000}",
                "<<=*none",
                "<<=*base",
            ]);
        parsed.Blocks[1].Fields[0].Range.ShouldBe(parsed.Blocks[0].Fields[0].Range);
        parsed.Slice(parsed.Blocks[2].Fields[1].Range).ShouldBe("3001");
        parsed.Slice(parsed.Blocks[1].Range).ShouldStartWith("&more");
    }

    [Fact]
    public void Merge_keys_that_multiply_are_refused()
    {
        var yaml =
            "- &a0 {k: "
            + new string('x', 2000)
            + "}\n"
            + string.Concat(Enumerable.Range(1, 40).Select(n => $"- &a{n} {{m: {{<<: *a{n - 1}}}, n: {{<<: *a{n - 1}}}}}\n"));

        Parsed.One(Yaml, yaml).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("merge keys");
    }

    [Fact]
    public void Merging_what_is_there_already_costs_no_more_than_what_is_added()
    {
        const int Many = 8_000;
        var keys = string.Join(", ", Enumerable.Range(0, Many).Select(n => $"k{n}: 1"));

        Parsed
            .One(Yaml, $"- &a {{{keys}}}\n- {{<<: [{string.Join(", ", Enumerable.Repeat("*a", 5 * Many))}]}}\n")
            .Diagnostics.ShouldBeEmpty();
        Parsed
            .One(Yaml, $"- &a {{{keys}}}\n- {{{string.Join(", ", Enumerable.Repeat("<<: *a", Many))}}}\n")
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("merge keys");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Mappings_are_records_and_documents_follow_one_another(string end)
    {
        var parsed = Parsed.One(
            Yaml,
            """
            # Träume 😀
            name: Zoë 東京   # a comment
            count: 12.50
            ok: true
            meta: "quoted: \"x\" ü"
            info: |
              first
              second
            header: {a: [1, zwei], b: ~}
            people:
              - name: Ann
                age: 5
              # between
              - name: Bob
            last: 2026-11-20
            ---
            - just text
            - key: value
            """.ReplaceLineEndings(end)
        );

        parsed.Diagnostics.ShouldBeEmpty();
        parsed
            .Blocks.Select(b => (b.Type, b.Section))
            .ShouldBe([
                (BlockType.Record, ""),
                (BlockType.Record, "people"),
                (BlockType.Record, "people"),
                (BlockType.Record, ""),
                (BlockType.Paragraph, ""),
                (BlockType.Record, ""),
            ]);
        parsed
            .Blocks[0]
            .Fields.Select(f => (f.Name, f.Text.ReplaceLineEndings("\n"), f.Json))
            .ShouldBe([
                ("name", "Zoë 東京", null),
                ("count", "12.50", "12.50"),
                ("ok", "true", "true"),
                ("meta", "quoted: \"x\" ü", null),
                ("info", "first\nsecond\n", null),
                ("header", "{a: [1, zwei], b: ~}", "{\"a\":[1,\"zwei\"],\"b\":null}"),
            ]);
        parsed.Slice(parsed.Blocks[0].Fields[0].Range).ShouldBe("Zoë 東京");
        parsed.Slice(parsed.Blocks[0].Fields[3].Range).ShouldBe("quoted: \\\"x\\\" ü");
        parsed.Blocks[1].Text.ReplaceLineEndings("\n").ShouldBe("name: Ann\n    age: 5");
        parsed.Slice(parsed.Blocks[2].Fields[0].Range).ShouldBe("Bob");
        parsed.Field(3, "last").ShouldBe("2026-11-20");
        parsed.Blocks[4].Text.ShouldBe("just text");
    }

    [Fact]
    public void Anchors_are_not_multiplied()
    {
        var laughs =
            "a: &a [lol, lol]\n"
            + string.Concat(
                Enumerable.Range(0, 40).Select(i => $"{(char)('b' + (i % 20))}{i}: &x{i} [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n")
            )
            + "s: &s word\nt: *s\n";

        var record = Parsed.One(Yaml, laughs).Blocks.ShouldHaveSingleItem();
        record.Fields.Sum(f => f.Json?.Length ?? 0).ShouldBeLessThan(laughs.Length * 3);
        record.Fields[^1].Text.ShouldBe("word");
    }

    [Fact]
    public void What_is_broken_ends_it_with_the_line()
    {
        var parsed = Parsed.One(Yaml, "- a: 1\n---\n- b: [1\n");

        parsed.Blocks.Count.ShouldBe(1);
        parsed.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
        Parsed.One(Yaml, new string('[', 1000)).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxDepth");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Tables_of_TOML_are_records(string end)
    {
        var parsed = Parsed.One(
            Toml,
            """"
            # Träume
            title = "Ü \u00e9 \"x\""
            [owner]
            name = 'Zoë 東京'
            born = 1979-05-27T07:32:00-08:00
            hex = 0xFF
            big = 1_000
            on = true
            list = [ 1, "zwei", # comment
              { a = 1 } ]
            physical.color = "orange"
            this is broken
            after = -1.5e3
            [[people.all]]
            note = """
            first
            second \
              joined"""
            """".ReplaceLineEndings(end)
        );

        parsed.Blocks.Select(b => b.Section).ShouldBe(["", "owner", "people.all"]);
        parsed.Field(0, "title").ShouldBe("Ü é \"x\"");
        parsed
            .Blocks[1]
            .Fields.Select(f => (f.Name, f.Json ?? f.Text))
            .ShouldBe([
                ("name", "Zoë 東京"),
                ("born", "1979-05-27T07:32:00-08:00"),
                ("hex", "255"),
                ("big", "1000"),
                ("on", "true"),
                ("list", "[1,\"zwei\",{\"a\":1}]"),
                ("physical.color", "orange"),
                ("after", "-1.5e3"),
            ]);
        parsed.Field(2, "note")!.ReplaceLineEndings("\n").ShouldBe("first\nsecond joined");
        parsed.Slice(parsed.Blocks[1].Fields[0].Range).ShouldBe("Zoë 東京");
        parsed.Diagnostics.ShouldHaveSingleItem().Line.ShouldBe(12);
    }

    [Theory]
    [InlineData("a = ")]
    [InlineData("a = \"open")]
    [InlineData("a = [1, 2")]
    [InlineData("a = {b = 1")]
    [InlineData("a = 'x' y")]
    [InlineData("= 1")]
    [InlineData("[a")]
    [InlineData("a = \"\\uD800\"")]
    public void Broken_TOML_is_said_to_be(string toml) => Parsed.One(Toml, toml).Diagnostics.ShouldNotBeEmpty();
}
