using Strata.Parsing;
using Strata.Parsing.Html;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>Web pages: what stands around the content is neither the page's title nor its text.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData(
        "<header><a href=/>Logo</a></header><nav>Home</nav><main><h1>Price list</h1><p>We deliver daily.</p></main><aside>Related</aside><footer>Imprint</footer>",
        "Price list",
        "We deliver daily."
    )]
    [InlineData(
        "<header><h1>Logo</h1></header><main><h1>Price list</h1><p>We deliver daily.</p></main><footer>Imprint</footer>",
        "Price list",
        "We deliver daily."
    )]
    [InlineData(
        "<header><h1>Price list</h1></header><p>We deliver daily.</p><h2>More</h2><footer>Imprint</footer>",
        "Price list",
        "We deliver daily.\nMore"
    )]
    [InlineData(
        "<header>Logo</header><main><p>We deliver daily.</p><p>Not on Sunday.</p></main><footer>Imprint</footer>",
        "We deliver daily.",
        "We deliver daily.\nNot on Sunday."
    )]
    [InlineData("<header><h1>Logo</h1><p>Only this.</p></header>", "Logo", "Only this.")]
    public void A_pages_title_and_text_are_those_of_its_content(string body, string title, string text)
    {
        var finding = Read($"<html><body>{body}</body></html>");

        finding.Schema.EntityType.ShouldBe("note");
        finding.Fields.Single(f => f.Name == "title").Raw.ShouldBe(title);
        finding.Fields.Single(f => f.Name == "text").Raw.ShouldBe(text);
    }

    [Theory]
    [InlineData("<header>Logo</header><main><p>We deliver daily.</p><p>Not on Sunday.</p></main>", "We deliver daily.\nNot on Sunday.")]
    [InlineData("<header><h1>Logo</h1></header><p>We deliver daily.</p>", "We deliver daily.")]
    [InlineData("<h1>Price list</h1><p>We deliver daily.</p>", "We deliver daily.")]
    [InlineData("<h1>Welcome</h1><p>We deliver daily.</p>", "Welcome\nWe deliver daily.")]
    public void What_a_page_calls_itself_is_its_title(string body, string text)
    {
        var finding = Read($"<html><head><title> Price\nlist</title></head><body>{body}</body></html>");

        finding.Fields.Single(f => f.Name == "title").Raw.ShouldBe("Price list");
        finding.Fields.Single(f => f.Name == "text").Raw.ShouldBe(text);
    }

    [Theory]
    [InlineData("How to bake – My Blog | Home", "<h1>How to bake</h1><p>With flour.</p>", "How to bake")]
    [InlineData("How to bake – My Blog", "<header><h1>My Blog</h1></header><p>With flour.</p>", "How to bake – My Blog")]
    [InlineData("How to bake", "<h1>Welcome</h1><p>With flour.</p>", "How to bake")]
    public void A_heading_that_the_pages_title_begins_with_is_the_title(string name, string body, string title) =>
        Read($"<html><head><title>{name}</title></head><body>{body}</body></html>")
            .Fields.Single(f => f.Name == "title")
            .Raw.ShouldBe(title);

    private static Finding Read(string page)
    {
        var source = Encoding.UTF8.GetBytes(page);
        using var stream = new MemoryStream(source);
        var parsed = new HtmlParser().Parse(stream, null, ParseBudget.Default).ShouldHaveSingleItem();
        var blocks = parsed.Blocks.ToList();
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(b => b.Text)));
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Blocks = blocks,
        };
        return RulesInterpreter
            .Start(
                TextSource.Seeds,
                InterpretationOptions.Default,
                document,
                null,
                r => Encoding.UTF8.GetString(text, (int)r.Start, (int)r.Length)
            )
            .Interpret(blocks)
            .ShouldHaveSingleItem();
    }
}
