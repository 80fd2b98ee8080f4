using FsCheck;
using FsCheck.Fluent;
using Strata.Parsing;

namespace Strata.Tests.Documents;

public sealed class BlockDetailsTests
{
    private static readonly Gen<string> Words = Gen.Elements("Total", "東京", "é", "😀", "12.50", "/w:p[3]", "/w:p[31]", "a\tb", "")
        .ListOf()
        .Select(w => string.Join(' ', w));

    private static readonly Gen<double> Points = Gen.OneOf(
        Gen.Choose(-50_000, 900_000_000).Select(n => n / 1e6),
        Gen.Elements(0, 612, 841.89, 1 / 3.0, double.MaxValue, double.NaN, 1e-9)
    );

    private static readonly Gen<PageBox> Boxes = Points.ArrayOf(6).Select(n => new PageBox(n[0], n[1], n[2], n[3], n[4], n[5]));

    private static readonly Gen<Place> Places =
        from part in Words.OrNull()
        from path in Words.OrNull()
        from bytes in Gen.Choose(0, 5000).Select(n => n % 3 == 0 ? (ByteRange?)null : new ByteRange(n, n % 7))
        from page in Gen.Choose(0, 40).Select(n => n % 4 == 0 ? (int?)null : n)
        from box in Boxes
        from hasBox in Gen.Elements(true, false)
        from sheet in Words.OrNull()
        from cells in Words.OrNull()
        select new Place
        {
            Part = part,
            Path = path,
            Bytes = bytes,
            Page = page,
            Box = hasBox ? box : null,
            Sheet = sheet,
            Cells = cells,
        };

    private static readonly Gen<BlockTraits?> Traits =
        from texts in Words.OrNull().ArrayOf(5)
        from truths in Gen.Elements<bool?>(null, true, false).ArrayOf(3)
        from numbers in Gen.Elements<int?>(null, 0, 7, 100_000).ArrayOf(2)
        from minutes in Gen.Choose(-840, 840)
        from time in Gen.Elements<long?>(null, 0, 5_000_000_000)
        from sure in Gen.Elements<double?>(null, 0, 0.25, 1 / 3.0)
        from any in Gen.Elements(true, false)
        select any
            ? new BlockTraits
            {
                Ordered = truths[0],
                Checked = truths[1],
                Hidden = truths[2],
                Language = texts[0],
                Target = texts[1],
                Label = texts[2],
                Author = texts[3],
                Note = texts[4],
                Rows = numbers[0],
                Columns = numbers[1],
                Time = time is { } s ? new DateTimeOffset(new DateTime(2026, 1, 2).AddSeconds(s), TimeSpan.FromMinutes(minutes)) : null,
                Confidence = sure,
            }
            : null;

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(Rendered().ToArbitrary(), ShouldSurvive).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_that_are_not_their_slices_are_kept()
    {
        var source = "# Über *uns*\n\nDas\nwar"u8.ToArray();
        Block[] blocks =
        [
            new(0, BlockType.Heading, new(0, 13), "Über uns")
            {
                Level = 1,
                Section = "",
                Line = 1,
            },
            new(1, BlockType.Paragraph, new(15, 7), "Das war") { Section = "Über uns", Line = 3 },
        ];
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRecords = false,
            Blocks = blocks,
        };

        var details = BlockDetails.Write(blocks, document, r => Encoding.UTF8.GetString(source, (int)r.Start, (int)r.Length));
        var page = new StoredPage(0, 2, 0, 22, PackedBlocks.Pack(blocks), details);

        page.Blocks(source[..22], Encoding.UTF8).ShouldBe(blocks, Same);
    }

    [Fact]
    public void Rows_of_a_table_need_no_details()
    {
        Block[] blocks =
        [
            new(0, BlockType.Record, new(0, 3), "a,b")
            {
                Line = 2,
                Fields = [new("x", "a", null, new(0, 1)), new("y", "b", null, new(2, 1))],
            },
        ];
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRecords = true,
            Blocks = blocks,
        };

        BlockDetails.Write(blocks, document, _ => "").ShouldBeNull();
    }

    [Fact]
    public void Details_of_another_format_are_refused() =>
        Should.Throw<InvalidDataException>(() => BlockDetails.Read([9, 1, 2], [new(0, BlockType.Paragraph, 0, new(0, 1))], _ => ""));

    [Fact]
    public void A_thousand_places_of_words_take_less_than_ten_bytes_each()
    {
        var text = new RenderedText();
        var blocks = Enumerable
            .Range(0, 100)
            .Select(line =>
            {
                var block = text.Begin(BlockType.Paragraph);
                for (var word = 0; word < 10; word++)
                {
                    block.Append(
                        $"word{word} ",
                        new Place
                        {
                            Page = 1 + (line / 50),
                            Box = new(56.64 + (word * 31.27), 70.1 + (line % 50 * 12.5), 28.33, 11.04, 595.32, 841.92),
                        }
                    );
                }
                return block.End();
            })
            .ToList();

        Write(blocks).ShouldNotBeNull().Length.ShouldBeLessThan(10_000);
    }

    private static Gen<IReadOnlyList<Block>> Rendered() =>
        (
            from words in Words
            from places in Places.ListOf()
            from traits in Traits
            from kind in Gen.Choose(0, 3)
            select (words, places, traits, kind)
        )
            .ListOf()
            .Select(drafts =>
            {
                var text = new RenderedText();
                var blocks = new List<Block>();
                foreach (var (words, places, traits, kind) in drafts)
                {
                    var block = text.Begin((BlockType)(kind * 4), kind == 0 ? 1 : 0);
                    for (var i = 0; i < places.Count; i++)
                    {
                        if (kind == 1)
                        {
                            block.Field($"f{i % 3}", words, i % 2 == 0 ? "1" : null, places[i]);
                        }
                        else if (kind == 2)
                        {
                            block.Cell(i / 3, i % 3, words, places[i], 1 + (i % 2), 1, i < 3);
                        }
                        else
                        {
                            block.Append(words, i % 2 == 0 ? places[i] : null);
                        }
                    }
                    blocks.Add(block.End(traits));
                }
                return (IReadOnlyList<Block>)blocks;
            });

    private static byte[]? Write(IReadOnlyList<Block> blocks) =>
        BlockDetails.Write(
            blocks,
            new ParsedDocument
            {
                Encoding = Encoding.UTF8,
                IsRecords = false,
                IsRendered = true,
                Blocks = blocks,
            },
            Slicing(string.Join(RenderedText.Separator, blocks.Select(b => b.Text)))
        );

    private static Func<ByteRange, string> Slicing(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return range => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length);
    }

    private static void ShouldSurvive(IReadOnlyList<Block> blocks)
    {
        if (blocks.Count == 0)
        {
            return;
        }
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(b => b.Text)));
        var page = new StoredPage(0, blocks.Count, 0, text.Length, PackedBlocks.Pack(blocks), Write(blocks));
        page.Blocks(text, Encoding.UTF8).ShouldBe(blocks, Same);
    }

    // Lists within records compare by reference.
    private static readonly IEqualityComparer<Block> Same = EqualityComparer<Block>.Create(
        (a, b) =>
            a is not null
            && b is not null
            && (a with { Fields = [], Cells = [], Spans = [] }) == (b with { Fields = [], Cells = [], Spans = [] })
            && a.Fields.SequenceEqual(b.Fields)
            && a.Cells.SequenceEqual(b.Cells)
            && a.Spans.SequenceEqual(b.Spans)
    );
}
