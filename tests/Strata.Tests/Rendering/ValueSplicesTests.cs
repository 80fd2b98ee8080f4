using Strata.Parsing;
using Strata.Parsing.Writing;

namespace Strata.Rendering;

/// <summary>Values written into sources of text: what is put in is read back as it was given, and the rest as it was.</summary>
public sealed class ValueSplicesTests
{
    private const string Old = "Saphir";

    private static readonly string[] Values =
    [
        "blau, \"tief\"",
        "it's; a | b",
        "a < b & c > d ]]> e",
        "C:\\new\\t",
        "zwei\nZeilen",
        "tab\there",
        "# no comment",
        "key: value",
        "- item",
        "yes",
        "12.50",
        "null",
        "2024-01-01",
        "[x]",
        "{y}",
        "*z",
        "&amp;",
        "'",
        "\"",
        "\"\"",
        "東京 😀",
        "%20@!`",
        "a #b",
        "ends with: ",
        "1_000",
        "~",
        "|",
        ">",
        "'''",
        "\"\"\"",
        "]]>",
        "x\u0085y",
        "plain text",
    ];

    public static TheoryData<string, string> Sources =>
        new()
        {
            { "a.csv", "code,description,weight\r\nc1,Saphir,2\r\nc2,Rubin,3\r\n" },
            { "b.csv", "code;description;weight\nc1;\"Saphir\";2\nc2;\"Ru\"\"bin\";3\n" },
            { "c.csv", "code,description,weight\nc1,'Saphir',2\nc2,'Ru, bin',3\nc3,'a, b',1\nc4,'c, d',9\n" },
            { "d.tsv", "code\tdescription\tweight\nc1\tSaphir\t2\nc2\tRubin\t3\n" },
            { "a.json", """[{"code":"j1","description":"Saphir"},{"code":"j2","description":"Rubin"}]""" },
            { "a.jsonl", "{\"code\":\"j1\",\"description\":\"Saphir\"}\n{\"code\":\"j2\",\"description\":\"Rubin\"}\n" },
            {
                "a.xml",
                "<gems><gem><code>x1</code><description>Saphir</description></gem><gem><code>x2</code><description>Rubin</description></gem></gems>"
            },
            { "b.xml", "<gems><gem code='x1' description='Saphir'/><gem code=\"x2\" description=\"Rubin\"/></gems>" },
            { "c.xml", "<gems><gem code='x1' description=\"Saphir\"/><gem code=\"x2\" description=\"Rubin\"/></gems>" },
            {
                "d.xml",
                "<gems><gem><code>x1</code><description><![CDATA[Saphir]]></description></gem><gem><code>x2</code><description>Rubin</description></gem></gems>"
            },
            { "a.yaml", "code: y1\ndescription: Saphir\nweight: 2\n" },
            { "b.yaml", "- code: y1\n  description: \"Saphir\"\n- {code: y2, description: Rubin}\n" },
            { "c.yaml", "- code: y1\n  description: 'Saphir'\n- {code: y2, description: Rubin}\n" },
            { "d.yaml", "- {code: y1, description: Saphir, weight: 2}\n- {code: y2, description: Rubin}\n" },
            { "e.yaml", "code: y1\ndescription: |\n  Saphir\nweight: 2\n" },
            { "a.toml", "code = \"t1\"\ndescription = \"Saphir\"\nweight = 2\n" },
            { "b.toml", "code = 't1'\ndescription = 'Saphir' # a comment\nweight = 2\n" },
            { "c.toml", "code = \"t1\"\ndescription = \"\"\"\nSaphir\"\"\"\nweight = 2\n" },
            { "d.toml", "code = \"t1\"\ndescription = '''\nSaphir'''\nweight = 2\n" },
            { "a.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann\r\nNOTE:Saphir\r\nEND:VCARD\r\n" },
        };

    [Theory, MemberData(nameof(Sources))]
    public async Task A_value_is_read_back_as_it_was_given_however_it_has_to_be_written(string name, string source)
    {
        // Double quotes in a table of apostrophes would make all of its cells be read otherwise.
        foreach (var value in Values.Where(v => name != "c.csv" || !v.Contains('"')))
        {
            var (made, refused) = await PutAsync(name, source, Quoted(value));

            refused.ShouldBeEmpty($"{name}: {value}: {made}");
            var read = Read(name, made);
            read.Single(f => string.Equals(f.Text.Trim(), value.Trim(), StringComparison.Ordinal))
                .Name.ShouldBe(Field(name, source).Name, $"{name}: {value}: {made}");
            read.Select(f => f.Text)
                .Where(t => t.Trim() != value.Trim())
                .ShouldBe(Read(name, source).Select(f => f.Text).Where(t => t.Trim() != Old), $"{name}: {value}: {made}");
        }
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_value_without_marks_is_written_as_it_is(string name, string source)
    {
        var (made, refused) = await PutAsync(name, source, "\"Rubin rot\"");

        refused.ShouldBeEmpty();
        made.ShouldBe(name == "e.yaml" ? source.Replace("|\n  Saphir", "Rubin rot") : source.Replace(Old, "Rubin rot"));
    }

    [Theory]
    [InlineData(
        "a.json",
        """[{"code":"j1","n":12},{"code":"j2","n":3}]""",
        "12",
        "13.5",
        """[{"code":"j1","n":13.5},{"code":"j2","n":3}]"""
    )]
    [InlineData(
        "a.json",
        """[{"code":"j1","n":12},{"code":"j2","n":3}]""",
        "12",
        "\"a \\\"b\\\"\"",
        """[{"code":"j1","n":"a \"b\""},{"code":"j2","n":3}]"""
    )]
    [InlineData(
        "a.json",
        """[{"code":"j1","t":["a"]},{"code":"j2","t":[]}]""",
        "[\"a\"]",
        "[\"b\",\"c\"]",
        """[{"code":"j1","t":["b","c"]},{"code":"j2","t":[]}]"""
    )]
    [InlineData(
        "a.json",
        """[{"code":"j1","t":"a, b"},{"code":"j2","t":"x"}]""",
        "a, b",
        "[\"b\"]",
        """[{"code":"j1","t":["b"]},{"code":"j2","t":"x"}]"""
    )]
    [InlineData("a.yaml", "n: 12\ncode: a\n", "12", "13.5", "n: 13.5\ncode: a\n")]
    [InlineData("a.yaml", "n: 12\ncode: a\n", "12", "\"14\"", "n: \"14\"\ncode: a\n")]
    [InlineData("a.yaml", "t:\n  - a\n  - b\ncode: a\n", "- a\n  - b", "[\"c\"]", "t:\n  [\"c\"]\ncode: a\n")]
    [InlineData("a.toml", "n = 12\ncode = \"a\"\n", "12", "13.5", "n = 13.5\ncode = \"a\"\n")]
    [InlineData("a.toml", "d = 2024-01-01\ncode = \"a\"\n", "2024-01-01", "\"2024-02-01\"", "d = 2024-02-01\ncode = \"a\"\n")]
    [InlineData("a.toml", "t = [\"a\"]\ncode = \"a\"\n", "[\"a\"]", "[\"b\",\"c\"]", "t = [\"b\",\"c\"]\ncode = \"a\"\n")]
    [InlineData(
        "a.csv",
        "code,date,note\nc1,2024-01-01 10:00,x\nc2,2024-01-02 11:00,y\n",
        "2024-01-01",
        "\"Jan 1, 2024\"",
        "code,date,note\nc1,\"Jan 1, 2024 10:00\",x\nc2,2024-01-02 11:00,y\n"
    )]
    public async Task Values_keep_their_types(string name, string source, string old, string json, string expected)
    {
        var (made, refused) = await PutAsync(name, source, json, old);

        refused.ShouldBeEmpty();
        made.ShouldBe(expected);
    }

    [Theory]
    [InlineData("a.csv", "code,t\nc1,Saphir\nc2,y\n", "[\"a\"]", "a list")]
    [InlineData("a.xml", "<gems><gem><code>x1</code><d>Saphir</d></gem><gem><code>x2</code><d>R</d></gem></gems>", "\"\\u0001\"", "XML")]
    [InlineData("a.yaml", "- code: a\n  d: &x Saphir\n- code: b\n  d: *x\n", "\"blue\"", "anchor")]
    [InlineData("b.yaml", "- &base\n  code: a\n  d: Saphir\n- <<: *base\n  code: b\n", "\"blue\"", "read otherwise")]
    [InlineData("b.csv", "code,description\nc1,'Saphir'\nc2,'Ru, bin'\nc3,'a, b'\nc4,'c, d'\n", "\"blau, \\\"tief\\\"\"", "read otherwise")]
    [InlineData("a.md", "# Stones\n\nDescription: Saphir\n\nEnd\n", "\"a\\n\\nb\"", "read otherwise")]
    [InlineData("b.md", "| a | b |\n|---|---|\n| Saphir | 2 |\n", "\"a\\nb\"", "one line")]
    public async Task What_cannot_be_written_is_left_as_it_is_with_the_reason(string name, string source, string json, string reason)
    {
        var (made, refused) = await PutAsync(name, source, json);

        made.ShouldBe(source);
        refused.ShouldHaveSingleItem().Reason.ShouldContain(reason);
    }

    [Fact]
    public async Task A_value_that_cannot_be_put_in_does_not_keep_others_out()
    {
        const string source = "# Stones\n\nSaphir, one\n\nDescription: other\n\nSaphir, three\n";
        var (made, refused) = await PutAllAsync(
            "a.md",
            source,
            ("Saphir, one", "\"blue\""),
            ("other", "\"a\\n\\nb\""),
            ("Saphir, three", "\"red | green\"")
        );

        made.ShouldBe("# Stones\n\nblue\n\nDescription: other\n\nred | green\n");
        refused.ShouldHaveSingleItem().Text.ShouldBe("a\n\nb");
    }

    [Fact]
    public async Task Characters_that_the_source_does_not_have_are_named()
    {
        var source = Encoding.Latin1.GetBytes("code;description\nc1;gr\u00fcn\nc2;gr\u00fcn und blau\n");
        var (made, refused) = await PutAllAsync("a.csv", source, ("gr\u00fcn", "\"\u6771\""));

        made.ShouldBe(source);
        refused.ShouldHaveSingleItem().Reason.ShouldContain("U+6771");
    }

    private static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static Task<(string Made, IReadOnlyList<RevisionNotApplied> Refused)> PutAsync(
        string name,
        string source,
        string json,
        string old = Old
    ) => PutAllAsync(name, source, (old, json));

    private static async Task<(string Made, IReadOnlyList<RevisionNotApplied> Refused)> PutAllAsync(
        string name,
        string source,
        params (string Old, string Json)[] values
    )
    {
        var (made, refused) = await PutAllAsync(name, Encoding.UTF8.GetBytes(source), values);
        return (Encoding.UTF8.GetString(made), refused);
    }

    private static async Task<(byte[] Made, IReadOnlyList<RevisionNotApplied> Refused)> PutAllAsync(
        string name,
        byte[] source,
        params (string Old, string Json)[] values
    )
    {
        var document = new DocumentRecord(1, "doc_1", 1, "", 1, "", null, "utf-8", 1, 1, 1, "{}", "[]", 0, 0, null, 1);
        var text = Encoding.Latin1.GetString(source);
        var declared = values.Select(
            (v, i) =>
            {
                var old = text.Contains(v.Old, StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(v.Old) : Encoding.UTF8.GetBytes(v.Old);
                var start = name == "e.yaml" ? text.IndexOf('|', StringComparison.Ordinal) : source.AsSpan().IndexOf(old);
                var end = source.AsSpan().IndexOf(old) + old.Length;
                return new DeclaredValue(
                    $"ent_{i}",
                    "description",
                    new NewValue(JsonText.Plain(v.Json), v.Json),
                    document,
                    new ByteRange(start, end - start)
                );
            }
        );
        using var stream = new MemoryStream(source);
        var (splices, refused) = await new ValueSplices(ParserOf(name), stream, name).OfAsync(
            [.. declared],
            TestContext.Current.CancellationToken
        );
        var made = await Splicing.MakeAsync(stream, splices, TestContext.Current.CancellationToken);
        await using var content = made.Content;
        return (SourceSlices.ReadBytes(content, new ByteRange(0, content.Length)), refused);
    }

    private static IParser ParserOf(string name) =>
        Parsers.All.First(p =>
            p.Id
            == Path.GetExtension(name) switch
            {
                ".md" => "markdown",
                ".vcf" => "vcard",
                ".tsv" => "csv",
                var other => other[1..],
            }
        );

    private static IReadOnlyList<RecordField> Read(string name, string source)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(source));
        return [.. ParserOf(name).Parse(stream, name, ParseBudget.Default).SelectMany(d => d.Blocks.ToList()).SelectMany(b => b.Fields)];
    }

    private static RecordField Field(string name, string source) => Read(name, source).Single(f => f.Text.Trim() == Old);
}
