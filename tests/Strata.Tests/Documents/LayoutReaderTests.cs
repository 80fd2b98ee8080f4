using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>Boxes as poppler prints them are read in one step, any others attribute by attribute: both say the same.</summary>
public sealed class LayoutReaderTests
{
    [Theory]
    [InlineData("56.800000", 56.8)]
    [InlineData("0.000001", 0.000001)]
    [InlineData("12345678.123456", 12345678.123456)]
    [InlineData("123456789012345678.123456", 123456789012345678.123456)]
    [InlineData("-3.250000", -3.25)]
    [InlineData("7", 7)]
    [InlineData("7.5", 7.5)]
    [InlineData("7.1234567", 7.1234567)]
    [InlineData("1e3", 1000)]
    [InlineData("1.2.345678", 0)]
    [InlineData(".500000", 0.5)]
    [InlineData("1,500000", 0)]
    [InlineData("nan", 0)]
    [InlineData("", 0)]
    public void A_number_is_read_as_it_is_written(string written, double expected)
    {
        foreach (
            var box in new[]
            {
                Box(written, "2.000000", "3.000000", "4.000000"),
                Box("1.000000", written, "3.000000", "4.000000"),
                Box("1.000000", "2.000000", "3.000000", written),
            }
        )
        {
            var word = Word($"<word{box}>word</word>");

            new[] { word.Left, word.Top, word.Right, word.Bottom }.ShouldBe(
                [
                    .. new[] { "xMin", "yMin", "xMax", "yMax" }.Select(name =>
                        box.Contains($"{name}=\"{written}\"", StringComparison.Ordinal)
                            ? expected
                            : double.Parse(box.Split($"{name}=\"")[1].Split('"')[0], CultureInfo.InvariantCulture)
                    ),
                ],
                box
            );
        }
    }

    [Theory]
    [InlineData(" yMin=\"2.000000\" xMin=\"1.000000\" yMax=\"4.000000\" xMax=\"3.000000\"", "1 2 3 4")]
    [InlineData(" xMin=\"1.000000\" yMin=\"2.000000\" xMax=\"3.000000\"", "1 2 3 0")]
    [InlineData(" xMin=\"1.000000\" yMin=\"2.000000\" xMax=\"3.000000\" yMax=\"4.000000", "1 2 3 4")]
    [InlineData(" lang=\"en\" xMin=\"1.000000\" yMin=\"2.000000\" xMax=\"3.000000\" yMax=\"4.000000\"", "1 2 3 4")]
    [InlineData("", "0 0 0 0")]
    public void Attributes_are_found_in_any_order(string attributes, string expected)
    {
        var word = Word($"<word{attributes}>word</word>");

        string.Create(CultureInfo.InvariantCulture, $"{word.Left} {word.Top} {word.Right} {word.Bottom}").ShouldBe(expected);
    }

    private static string Box(string left, string top, string right, string bottom) =>
        $" xMin=\"{left}\" yMin=\"{top}\" xMax=\"{right}\" yMax=\"{bottom}\"";

    private static Word Word(string word)
    {
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($"<doc><page width=\"595\" height=\"842\"><flow><block><line>{word}</line></block></flow></page></doc>")
        );
        return new LayoutReader(source).Pages().Single().Lines.Single().Words.Single();
    }
}
