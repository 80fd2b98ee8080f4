using Strata.Parsing;

namespace Strata.Rendering;

/// <summary>Texts written in place of blocks: taken back they give the source's bytes, and what can't be written is reported.</summary>
public sealed class BlockSplicesTests
{
    private const int Each = 2_000;

    private static readonly string[] Words =
    [
        "alpha",
        "Größe",
        "東京",
        "😀",
        "12.50",
        "a & b",
        "x < y",
        "*star*",
        "_u_",
        "# no",
        "- item",
        "1. one",
        "> q",
        "`c`",
        "[l](u)",
        "|",
        "\\",
        "&amp;",
        "<b>",
        "\"q\"",
        "it's",
        "a;b",
        "a,b",
        "---",
        "e\u0301",
        "\u00a0",
        "{}",
        "[]",
        "===",
        "```",
        "\u200f",
    ];

    private static readonly string[] Lines = ["\n", "\r\n"];

    public static TheoryData<string> Formats => [".md", ".txt", ".html", ".csv", ".json"];

    [Theory, MemberData(nameof(Formats)), Trait("req", "B-7")]
    public async Task Random_revisions_taken_back_give_the_bytes_of_the_source(string format)
    {
        var random = new Random(1 + format.Length + format[1]);
        var (done, applied) = (0, 0);
        while (done < Each)
        {
            var source = Encoding.UTF8.GetBytes(Document(format, random));
            var blocks = Read(format, source);
            var texts = blocks
                .Where(_ => random.Next(3) == 0)
                .ToDictionary(b => b.Index, b => random.Next(6) == 0 ? "" : Revision(format, b, random));
            done += texts.Count;

            var (made, changes, refused) = await PutAsync(format, source, texts);

            var shown = $"{format}: {Encoding.UTF8.GetString(source)} → {Encoding.UTF8.GetString(made)}";
            // Each is either put in or reported.
            (changes.Count + refused.Count).ShouldBe(texts.Count, shown);
            applied += changes.Count;
            Undone(made, changes).ShouldBe(source, shown);
            // What is put in is read as it was given, and all else as before.
            var meant = blocks
                .Select(b => changes.FirstOrDefault(c => c.Block == b.Index) is null ? b.Text : texts[b.Index])
                .Where((t, i) => t.Length > 0 || blocks[i].Text.Length == 0)
                .Select(Spaced);
            Read(format, made).Select(b => Spaced(b.Text)).ShouldBe(meant, shown);
            if (changes.Count == 0)
            {
                made.ShouldBe(source, shown);
            }
        }
        // So that nothing is proved by refusing.
        ((double)applied / done).ShouldBeGreaterThan(0.4, $"{format}: {applied} of {done}");
    }

    private static byte[] Undone(byte[] made, IReadOnlyList<TextChange> changes)
    {
        List<byte> bytes = [.. made];
        foreach (var change in changes.Reverse())
        {
            bytes.RemoveRange((int)change.NewLocator.Start, (int)change.NewLocator.Length);
            bytes.InsertRange((int)change.NewLocator.Start, Encoding.UTF8.GetBytes(change.Before));
        }
        return [.. bytes];
    }

    private static string Document(string format, Random random)
    {
        var line = Lines[random.Next(2)];
        var parts = Enumerable.Range(0, random.Next(1, 9)).Select(i => Part(format, i, random, line)).ToList();
        return format switch
        {
            ".md" or ".txt" => string.Join(line + line, parts) + (random.Next(2) == 0 ? line : ""),
            ".html" => "<html><body>" + string.Join(line, parts) + "</body></html>",
            ".csv" => "code,text,n" + line + string.Join(line, parts) + line,
            _ => "[" + string.Join("," + (random.Next(2) == 0 ? " " : line), parts) + "]" + line,
        };
    }

    private static string Part(string format, int i, Random random, string line) =>
        (format, random.Next(6)) switch
        {
            (".md", 0) => $"## {Plain(random)}",
            (".md", 1) => $"- {Plain(random)}{line}  - {Plain(random)}{line}    {Plain(random)}{line}- {Plain(random)}",
            (".md", 2) => $"| a | b |{line}|---|---|{line}| {Plain(random)} | *{Plain(random)}* |",
            (".md", 3) => $"> {Plain(random)}{line}> {Plain(random)}",
            (".md", 4) => $"One *{Plain(random)}* and{line}{Plain(random)}",
            (".md" or ".txt", _) => $"{Plain(random)}{line}{Plain(random)} {i}",
            (".html", 0) => $"<h2 class=\"x\">{Plain(random)} &amp; {i}</h2>",
            (".html", 1) => $"<ul><li>{Plain(random)}<ul><li>{Plain(random)}</li></ul></li><li>{Plain(random)}</li></ul>",
            (".html", 2) => $"<table><tr><td>{Plain(random)}</td><td>{Plain(random)}</td></tr></table>",
            (".html", 3) => $"<p>One <b>{Plain(random)}</b> two{line}{Plain(random)}</p>",
            (".html", 4) => $"<div><p><b>{Plain(random)}</b> &lt;{i}&gt;</p></div>",
            (".html", _) => $"<p>{Plain(random)} {i}</p>",
            (".csv", _) => Row(random, i),
            _ => Json(random, i),
        };

    private static string Row(Random random, int i) => $"c{i},\"{Some(random).Replace("\"", "\"\"")}\",{random.Next(100)}";

    private static string Json(Random random, int i) =>
        $$"""{"code":"c{{i}}", "text":{{JsonText.String(Some(random))}}, "n":{{random.Next(100)}}}""";

    private static string Plain(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(5)]));

    private static string Some(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));

    private static string Revision(string format, Block block, Random random) =>
        format switch
        {
            ".csv" when random.Next(4) > 0 => Row(random, block.Index),
            ".json" when random.Next(4) > 0 => Json(random, block.Index),
            _ => string.Join(
                Lines[random.Next(2)],
                Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => random.Next(3) == 0 ? Some(random) : Plain(random))
            ),
        };

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<Block> Read(string format, byte[] source)
    {
        using var stream = new MemoryStream(source);
        return [.. ParserOf(format).Parse(stream, "a" + format, ParseBudget.Default).SelectMany(d => d.Blocks.ToList())];
    }

    private static async Task<(byte[] Made, IReadOnlyList<TextChange> Changes, IReadOnlyList<RevisionNotApplied> Refused)> PutAsync(
        string format,
        byte[] source,
        Dictionary<int, string> texts
    )
    {
        var document = new DocumentRecord(1, "doc_1", 1, "", 1, "", null, "utf-8", 1, 1, 1, "{}", "[]", 0, 0, null, 1);
        using var stream = new MemoryStream(source);
        var (splices, refused) = await new BlockSplices(ParserOf(format), stream, "a" + format).OfAsync(
            [.. texts.Select(t => new BlockText(document, t.Key, $"ent_{t.Key}", "text", t.Value))],
            TestContext.Current.CancellationToken
        );
        var made = await Splicing.MakeAsync(stream, splices, TestContext.Current.CancellationToken);
        await using var content = made.Content;
        return (SourceSlices.ReadBytes(content, new ByteRange(0, content.Length)), made.Changes, refused);
    }

    private static IParser ParserOf(string format) =>
        Parsers.All.First(p =>
            p.Id
            == format switch
            {
                ".md" => "markdown",
                ".txt" => "text",
                _ => format[1..],
            }
        );
}
