using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Search;

public sealed class TokensTests
{
    /// <summary>Four times the text takes about four times as long, not sixteen; a busy machine may take seconds more.</summary>
    [
        Theory,
        InlineData('*'),
        InlineData('~'),
        InlineData('`'),
        InlineData('.'),
        InlineData('0'),
        InlineData('中'),
        InlineData('\u0301'),
        Trait("req", "D21")
    ]
    public void Time_grows_with_the_text(char repeated)
    {
        var one = Measure(50_000);
        Measure(200_000).ShouldBeLessThan((8 * one) + TimeSpan.FromSeconds(5));

        TimeSpan Measure(int count)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Tokens.Of("a" + new string(repeated, count) + "b");
            return watch.Elapsed;
        }
    }

    [Theory]
    [InlineData("Hello, World!", "hello|world")]
    [InlineData("snake_case foo-bar a@b.org", "snake|case|foo|bar|a|b|org")]
    [InlineData("Café CRÈME Ångström Straße Łódź", "cafe|creme|angstrom|strasse|lodz")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("ＡＢＣ１２３ ﬁx", "abc123|fix")]
    [InlineData("zero\u200bwidth soft\u00adhyphen", "zerowidth|softhyphen")]
    [InlineData("bo**ld** `code`", "bold|code")]
    [InlineData("Acme™ 5㎏", "acme|tm|5|kg")]
    public void Words_are_folded_and_divided(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("49.90", "49|9")]
    [InlineData("49.9", "49|9")]
    [InlineData("49.00 EUR", "49|eur")]
    [InlineData("-1200", "1200")]
    [InlineData("10.20.30.40", "10|20|30|40")]
    [InlineData("100", "100")]
    public void Fraction_loses_its_last_zeros(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("日本語", "日本|本語|語")]
    [InlineData("中", "中")]
    [InlineData("中文abc", "中文|文|abc")]
    [InlineData("ﾃﾞｰﾀ", "テ\u3099ー|ータ|タ")]
    [InlineData("データ", "テ\u3099ー|ータ|タ")]
    [InlineData("한국어", "한국|국어|어")]
    [InlineData("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국|국")]
    [InlineData("ไทย", "ไท|ทย|ย")]
    [InlineData("東京・大阪", "東京|京|大阪|阪")]
    public void Script_without_spaces_becomes_pairs(string text, string expected) => Read(text).ShouldBe(expected);

    [Fact]
    public void Emoji_is_a_token_whatever_its_variation_and_skin()
    {
        Read("ok 👍🏽 done ❤️").ShouldBe("ok|👍|done|❤");
        Read("👍").ShouldBe("👍");
    }

    [Fact]
    public void Long_word_is_cut()
    {
        Tokens.Of(new string('x', 100)).ShouldHaveSingleItem().Text.Length.ShouldBe(Tokens.MaxLength);
        Tokens.Of(new string('x', 39) + "𝒳𝒳").ShouldHaveSingleItem().Text.ShouldBe(new string('x', 40));
        Tokens.Of(new string('x', 39) + "𐐨𐐨").ShouldHaveSingleItem().Text.ShouldBe(new string('x', 39));
    }

    [Theory]
    [InlineData("""{"a":"line\nnext","b":"caf\u00e9"}""", "a|line|next|b|cafe")]
    [InlineData("""{"e":"\ud83d\udc4d"}""", "e|👍")]
    [InlineData("""{"p":"C:\\new"}""", "p|c|new")]
    public void Json_escapes_of_a_record_stand_for_what_they_mean(string raw, string expected)
    {
        var text = Tokens.OfBlock(raw);
        text.Length.ShouldBe(raw.Length);
        Read(text).ShouldBe(expected);
    }

    [Fact]
    public void Positions_point_into_the_text() =>
        Prop.ForAll<NonNull<string>>(text =>
            {
                foreach (var token in Tokens.Of(text.Get))
                {
                    token.Start.ShouldBeGreaterThanOrEqualTo(0);
                    token.Length.ShouldBeGreaterThan(0);
                    (token.Start + token.Length).ShouldBeLessThanOrEqualTo(text.Get.Length);
                    token.Text.Where(c => "'\"\\: ^~!@*".Contains(c)).ShouldBeEmpty();
                }
            })
            .QuickCheckThrowOnFailure();

    private static string Read(string text) => string.Join('|', Tokens.Of(text).Select(t => t.Text));
}
