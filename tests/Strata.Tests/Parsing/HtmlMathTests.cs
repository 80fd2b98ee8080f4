using Strata.Parsing;
using Strata.Parsing.Html;

namespace Strata.Tests.Parsing;

public sealed class HtmlMathTests
{
    private const string Root =
        "<mrow><mi>x</mi><mo>=</mo><mfrac><mrow><mo>-</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>-</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></mrow>";

    [Theory]
    [InlineData(Root, "x=(-b±√(b^2-4ac))/2a")]
    [InlineData(
        "<msub><mi>x</mi><mn>1</mn></msub><mo>+</mo><msubsup><mi>y</mi><mi>i</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msubsup>",
        "x_1+y_i^(n+1)"
    )]
    [InlineData(
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mspace/><mi>i</mi>",
        "∑_(i=1)^n i"
    )]
    [InlineData("<mroot><mi>x</mi><mn>3</mn></mroot>", "root(3, x)")]
    [InlineData(
        "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>",
        "[1, 0; 0, 1]"
    )]
    [InlineData(
        "<mfenced><mi>a</mi><mi>b</mi></mfenced><mtext> for all </mtext><munder><mi>lim</mi><mi>n</mi></munder><mover><mi>v</mi><mo>→</mo></mover>",
        "(a,b)for alllim_nv^(→)"
    )]
    [InlineData(
        "<semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding=\"application/x-tex\">x^{2}</annotation></semantics>",
        "x^{2}"
    )]
    [InlineData("<msup><mi>x</mi></msup><mphantom><mi>q</mi></mphantom>", "x")]
    public void A_formula_of_its_own_is_a_block_and_one_in_a_text_a_part_of_it(string formula, string expected)
    {
        var page = Parsed.One(
            new HtmlParser(),
            $"<p>Before <math>{formula}</math>, after.</p><math display=\"block\">{formula}</math><p>More.</p><table><tr><td>a</td><td><math>{formula}</math></td></tr></table>"
        );

        page.Blocks[0].Text.ShouldBe($"Before {expected}, after.");
        page.Blocks[1].Type.ShouldBe(BlockType.Formula);
        page.Blocks[1].Text.ShouldBe(expected);
        page.Raw(page.Blocks[1]).ShouldBe($"<math display=\"block\">{formula}</math>");
        page.Blocks[2].Text.ShouldBe("More.");
        page.Blocks[^1].Cells[1].Text.ShouldBe(expected);
    }

    [Fact]
    public void What_the_page_says_of_a_formula_goes_before_its_signs()
    {
        var page = Parsed.One(
            new HtmlParser(),
            "<p><math alttext=\"x squared\"><msup><mi>x</mi><mn>2</mn></msup></math> and 10<sup>6</sup></p>"
        );

        page.Blocks[0].Text.ShouldBe("x squared and 10^6");
        page.Slice(page.Blocks[0].Spans[^1].Range).ShouldBe("6");
    }
}
