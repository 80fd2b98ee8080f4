using Strata.Parsing;
using Strata.Testing;
using Strata.Tests.Interpretation;

namespace Strata.Tests.Parsing;

/// <summary>
/// No function that sees users' text takes time that grows with the square of its length: four times the text may take four times as long,
/// not sixteen. Measured as CPU time of the thread, so that other work on the machine doesn't count.
/// </summary>
public sealed class LinearTimeTests
{
    private const int Short = 20_000;
    private const int Growth = 4;

    /// <summary>Between linear (4) and quadratic (16).</summary>
    private const double MostGrowth = 9;

    /// <summary>Below this, a text takes too little to be measured against.</summary>
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(60);

    /// <summary>What is repeated: marks that open something and never close it, and what words, numbers and values consist of.</summary>
    private static readonly string[] Pieces =
    [
        "*",
        "~",
        "`",
        "_",
        "[",
        "]",
        "(",
        "<",
        "<a ",
        "&",
        "&amp;",
        "!",
        "|",
        "\\",
        "\"",
        "'",
        "{",
        "a.",
        "-",
        "- ",
        "# ",
        "> ",
        "1. ",
        "1,",
        "1.",
        "€ 1 ",
        "a",
        "A",
        "a b ",
        "a@",
        "@",
        "/",
        ":",
        "a: ",
        "a: b\n",
        "\n",
        "\r",
        "\n\n",
        " ",
        "\t",
        ",",
        ";",
        "=",
        "a=1\n",
        "日",
        "e\u0301",
        "\u0301",
        "👍🏽",
        "Total: 1\n",
        "Date 1.1.2026 ",
        "DE",
        "https://a.b/",
        "[a](b",
        "**a",
        "a*b_",
        "<b>",
        "<!--",
        "<![CDATA[",
        "{\"a\":",
        "[[",
        "\"a\",",
        "\"\"",
        "a: [",
        "- - ",
        "? ",
    ];

    private static readonly string[] Types =
    [
        MediaTypes.Csv,
        MediaTypes.Tsv,
        MediaTypes.Json,
        MediaTypes.JsonLines,
        MediaTypes.Markdown,
        MediaTypes.PlainText,
        MediaTypes.Html,
        MediaTypes.Xml,
        MediaTypes.Yaml,
        MediaTypes.Toml,
        MediaTypes.Mail,
        MediaTypes.Mbox,
        MediaTypes.Calendar,
        MediaTypes.VCard,
        MediaTypes.WebVtt,
        MediaTypes.SubRip,
        MediaTypes.AsciiDoc,
    ];

    public static TheoryData<string> Functions =>
        [
            "tokens",
            "block text",
            "rules",
            "detection",
            .. Enum.GetNames<Normaliser>().Select(name => "normaliser " + name),
            .. Types.Select(type => "parser " + type),
        ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Four_times_the_text_takes_four_times_as_long(string function)
    {
        var work = Of(function);
        work(string.Concat(Pieces));
        var grown = Pieces.Select(piece => (piece, Growth: GrowthOf(work, piece))).Where(found => found.Growth > MostGrowth).ToList();

        grown.ShouldBeEmpty();
    }

    /// <summary>Repeated names need a number each: the one after the last, not the first that is free.</summary>
    [Theory]
    [InlineData("application/json", "{", "\"a\":1,", "\"b\":1}")]
    [InlineData("application/yaml", "x:\n", "  a: 1\n", "  b: 1\n")]
    [InlineData("application/toml", "x = 1\n[[t]]\n", "a = 1\n", "b = 1\n")]
    [InlineData("application/xml", "<r><e>", "<a>1</a>", "</e></r>")]
    [InlineData("text/csv", "", "a,", "b\n1,2\n")]
    public void Names_repeated_four_times_as_often_take_four_times_as_long(string mediaType, string begin, string piece, string end)
    {
        var work = Of("parser " + mediaType);
        work(begin + piece + end);

        GrowthOf(count => work(begin + string.Concat(Enumerable.Repeat(piece, count)) + end), 2_400).ShouldBeLessThan(MostGrowth);
    }

    private static double GrowthOf(Action<string> work, string piece) =>
        GrowthOf(length => work(string.Concat(Enumerable.Repeat(piece, length / piece.Length))), Short);

    /// <summary>How much longer four times the size takes; the least of several tries, as collections of garbage come in between.</summary>
    private static double GrowthOf(Action<int> work, int size)
    {
        var least = double.MaxValue;
        for (var tries = 0; tries < 4 && least > MostGrowth; tries++)
        {
            var (one, four) = (Cost(() => work(size)), Cost(() => work(size * Growth)));
            least = Math.Min(least, four < Negligible ? Growth : four / one);
        }
        return least;
    }

    private static TimeSpan Cost(Action work)
    {
        var began = ThreadClock.CpuTime;
        work();
        return ThreadClock.CpuTime - began;
    }

    private static Action<string> Of(string function) =>
        function.Split(' ') switch
        {
            ["tokens"] => text => Tokens.Of(text),
            ["block", "text"] => text => Tokens.OfBlock("{" + text),
            ["rules"] => text => new TextSource("Invoice No: 17\n" + text).ReadAll(),
            ["detection"] => text => MediaTypes.Explain(new MemoryStream(Encoding.UTF8.GetBytes(text)), null, null),
            ["normaliser", var name] => text => Normalisation.Text(Enum.Parse<Normaliser>(name), text),
            ["parser", var type] => text => Parse(type, text),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
        };

    private static void Parse(string mediaType, string text)
    {
        var parser = Parsers.For(mediaType).ShouldNotBeNull();
        foreach (var document in parser.Parse(new MemoryStream(Encoding.UTF8.GetBytes(text)), null, ParseBudget.Default))
        {
            try
            {
                document.Blocks.Count();
            }
            catch (InvalidDataException)
            {
                // Over a limit.
            }
        }
    }
}
