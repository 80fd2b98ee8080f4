using Strata.Parsing;
using Strata.Parsing.Xml;

namespace Strata.Tests.Parsing;

public sealed class XmlTests
{
    private static readonly XmlParser Xml = new();

    [Theory]
    [InlineData("\n", "utf-8")]
    [InlineData("\r\n", "utf-8")]
    [InlineData("\r\n", "utf-16")]
    [InlineData("\n", "iso-8859-1")]
    public void Repeated_elements_are_records_and_what_is_around_them_too(string end, string encoding)
    {
        var xml = $"""
            <?xml version="1.0" encoding="{encoding}"?>
            <!-- Träume -->
            <shop xmlns="urn:x" name="Zoë &amp; Co">
              <city>Zürich</city>
              <orders>
                <order id="1"><customer><name>Änn</name></customer><total currency="EUR">5.00</total></order>
                <order id="2">
                  <note><![CDATA[a < b]]></note><tag>x</tag><tag>y</tag>
                </order>
              </orders>
              <closing>end</closing>
            </shop>
            """.ReplaceLineEndings(end);
        var used = Encoding.GetEncoding(encoding);

        var parsed = Parsed.One(Xml, [.. encoding == "utf-8" ? [] : used.GetPreamble(), .. used.GetBytes(xml)]);

        parsed.Diagnostics.ShouldBeEmpty();
        parsed.Blocks.Select(b => b.Section).ShouldBe(["", "order", "order", ""]);
        parsed
            .Blocks.Select(b => string.Join(" ", b.Fields.Select(f => $"{f.Name}={f.Text}")))
            .ShouldBe([
                "name=Zoë & Co city=Zürich",
                "id=1 customer.name=Änn total=5.00 total.currency=EUR",
                "id=2 note=a < b tag=x tag#2=y",
                "closing=end",
            ]);
        parsed
            .Blocks.Select(b => string.Join(" ", b.Fields.Select(f => parsed.Slice(f.Range))))
            .ShouldBe(["Zoë &amp; Co Zürich", "1 Änn 5.00 EUR", "2 a < b x y", "end"]);
        parsed.Blocks[1].Text.ShouldStartWith("<order id=\"1\">");
        parsed.Blocks[1].Text.ShouldEndWith("</order>");
    }

    [Fact]
    public void Mixed_text_is_headings_and_paragraphs()
    {
        var parsed = Parsed.One(
            Xml,
            "<article><title>Über</title><section><title>Eins</title><para>Ein <b>fetter</b>\n Text.</para><list><item><p>a</p></item></list></section></article>"
        );

        parsed
            .Blocks.Select(b => (b.Type, b.Level, b.Text, b.Section))
            .ShouldBe([
                (BlockType.Heading, 1, "Über", ""),
                (BlockType.Heading, 2, "Eins", "Über"),
                (BlockType.Paragraph, 0, "Ein fetter Text.", "Über / Eins"),
                (BlockType.ListItem, 0, "a", "Über / Eins"),
            ]);
        parsed.Slice(parsed.Blocks[2].Range).ShouldBe("Ein <b>fetter</b>\n Text.");
    }

    [Fact]
    public void Entities_are_never_defined_and_nothing_is_fetched()
    {
        var laughs = Parsed.One(
            Xml,
            "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><b>one</b><c>&m;</c><d>&x;</d></a>"
        );

        laughs.Blocks.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Text.ShouldBe("one");
        laughs.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
        Parsed.One(Xml, "<!DOCTYPE a SYSTEM \"http://x.example/a.dtd\"><a><b>one</b></a>").Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    public void Places_hold_wherever_line_ends_inside_tags_fall(int blanks)
    {
        var tag = string.Concat(Enumerable.Repeat("\r\n", 150));
        var xml =
            new string(' ', blanks)
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"<i{tag} a{tag}='{i}'{tag}><b>{i}</b\r\n></i>\r\n"));

        var parsed = Parsed.One(Xml, "<r>" + xml + "</r>");

        parsed.Blocks.Count.ShouldBe(40);
        parsed.Blocks.ShouldAllBe(b =>
            b.Fields.All(f => parsed.Slice(f.Range) == f.Text) && b.Text.StartsWith("<i") && b.Text.EndsWith("</i>")
        );
    }

    [Fact]
    public void What_came_before_an_error_is_kept()
    {
        var parsed = Parsed.One(Xml, "<r><i a='1'>x</i><i a='2'>y</i><i a='3'><j>z</broken></i></r>");

        parsed.Blocks.Count.ShouldBe(3);
        parsed.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
        Parsed.One(Xml, string.Concat(Enumerable.Repeat("<a>", 100))).Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxDepth");
    }
}
