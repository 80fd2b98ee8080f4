using Strata.Duplicates.Matching;

namespace Strata.Tests.Duplicates;

public sealed class ComparatorTests
{
    /// <summary>Jaro and Jaro–Winkler as Winkler publishes them (1990, table 5.4; 1994), to three places.</summary>
    [Theory]
    [InlineData("martha", "marhta", 0.944, 0.961)]
    [InlineData("dwayne", "duane", 0.822, 0.840)]
    [InlineData("dixon", "dicksonx", 0.767, 0.813)]
    [InlineData("shackleford", "shackelford", 0.970, 0.982)]
    [InlineData("jones", "johnson", 0.790, 0.832)]
    [InlineData("abc", "xyz", 0, 0)]
    [InlineData("", "", 1, 1)]
    public void JaroWinkler_gives_the_published_values(string a, string b, double jaro, double winkler)
    {
        JaroWinkler.Jaro(a, b).ShouldBe(jaro, 0.0006);
        JaroWinkler.Of(a, b).ShouldBe(winkler, 0.0006 + (a.Length == 0 ? 1 : 0));
        JaroWinkler.Of(b, a).ShouldBe(JaroWinkler.Of(a, b), 1e-12);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3, 3)]
    [InlineData("saturday", "sunday", 3, 3)]
    [InlineData("smith", "smiht", 2, 1)]
    [InlineData("", "abc", 3, 3)]
    public void EditDistance_counts_slips(string a, string b, int levenshtein, int typing)
    {
        EditDistance.Levenshtein(a, b).ShouldBe(levenshtein);
        EditDistance.Typing(a, b).ShouldBe(typing);
        EditDistance.Levenshtein(a, b, 1).ShouldBe(2);
    }

    /// <summary>The examples of the US National Archives.</summary>
    [Theory]
    [InlineData("washington", "w252")]
    [InlineData("lee", "l000")]
    [InlineData("gutierrez", "g362")]
    [InlineData("pfister", "p236")]
    [InlineData("jackson", "j250")]
    [InlineData("tymczak", "t522")]
    [InlineData("ashcraft", "a261")]
    [InlineData("12", "")]
    public void Soundex_gives_the_published_codes(string name, string code) => Soundex.Of(name).ShouldBe(code);

    [Theory]
    [InlineData("Sony KDL-46XBR4, 40-inch, 2.5 GB", "sony kdl46xbr4 40 inch 2.5 gb")]
    [InlineData("Canon PowerShot (SD-1100 IS) 8MP/1080p", "canon powershot sd1100 is 8 mp 1080 p")]
    [InlineData("Müller & Söhne: O'Brien", "muller sohne obrien")]
    [InlineData("---", null)]
    public void Phrase_keeps_models_and_numbers_whole(string text, string? words) => Phrase.Of(text).ShouldBe(words);

    [Theory]
    [InlineData("1973-03-09", "19730309")]
    [InlineData("09/03/1973", "19730309")]
    [InlineData("19730309", "19730309")]
    [InlineData("1973-03-09T10:00:00Z", "19730309")]
    [InlineData("March 9, 1973", "19730309")]
    [InlineData("1973-13-09", null)]
    public void Date_is_read_however_it_is_written(string text, string? eight) => ValueText.Date(text, dayFirst: true).ShouldBe(eight);

    [Theory]
    [InlineData("$1,299.99", "1299.99")]
    [InlineData("EUR 12,50", "12.5")]
    [InlineData("120 min", "120")]
    [InlineData("1.299,99 €", "1299.99")]
    [InlineData("about nothing", null)]
    public void Number_is_read_out_of_its_dress(string text, string? number) => ValueText.Number(text).ShouldBe(number);
}
