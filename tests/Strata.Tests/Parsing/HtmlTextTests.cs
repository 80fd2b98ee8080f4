using Strata.Parsing.Html;

namespace Strata.Tests.Parsing;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("Total: 12.50 EUR", "Total: 12.50 EUR", "12.50", "12.50")]
    [InlineData("\r\n  A\r\n   B&nbsp;&amp;&nbsp;C ", "A B & C", "B & C", "B&nbsp;&amp;&nbsp;C")]
    [InlineData("&lt;b&gt; Fran&ccedil;ois &#x1F600;&#33; x", "<b> François 😀! x", "François 😀!", "Fran&ccedil;ois &#x1F600;&#33;")]
    [InlineData("AT&T &notit; a", "AT&T ¬it; a", "AT&T", "AT&T")]
    [InlineData("<b>a</b> b", "a b", "b", "b")]
    [InlineData("a <b>b</b> c", "a b c", "a b", null)]
    [InlineData("Total <b>5</b>", "Total 5", "5", "5")]
    [InlineData("<td><b>To</b>tal</td>", "Total", "Total", null)]
    [InlineData("a<br>\r\n b<br><br/>c", "a\nb\nc", "c", "c")]
    [InlineData("<p>a</p> <p>b 7</p>", "a\nb 7", "b 7", "b 7")]
    [InlineData("a<br>b", "a\nb", "a\nb", null)]
    [InlineData("a b", "c d", "c", null)]
    public void A_part_of_a_text_is_found_in_its_source(string source, string text, string part, string? found)
    {
        var at = HtmlText.Find(source, text, text.IndexOf(part, StringComparison.Ordinal), part.Length);

        (at is var (start, end) ? source[start..end] : null).ShouldBe(found);
    }
}
