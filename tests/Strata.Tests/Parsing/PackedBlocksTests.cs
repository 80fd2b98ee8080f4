using FsCheck;
using FsCheck.Fluent;
using Strata.Parsing;
using Strata.Parsing.Csv;
using Strata.Parsing.Markdown;

namespace Strata.Tests.Parsing;

public sealed class PackedBlocksTests
{
    [Fact]
    public void What_is_packed_is_unpacked() =>
        Prop.ForAll<(byte Type, byte Level, ushort Gap, int Length)[], ulong>(
                (steps, first) =>
                {
                    var at = (long)(first >> 2);
                    var start = at;
                    var blocks = steps
                        .Select(
                            (step, i) =>
                            {
                                at += i == 0 ? 0 : step.Gap;
                                var block = new Block(i + 7, (BlockType)(step.Type % 20), new(at, Math.Abs((long)step.Length)), "")
                                {
                                    Level = step.Level,
                                };
                                at = block.Range.End;
                                return block;
                            }
                        )
                        .ToList();

                    PackedBlocks
                        .Unpack(PackedBlocks.Pack(blocks), 7, start)
                        .ShouldBe(blocks.Select(b => new PackedBlock(b.Index, b.Type, b.Level, b.Range)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_of_a_table_takes_at_most_four_bytes()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 4096)
                .Select(i => $"{i},2024-01-02,\"Some merchant {i}\",{i % 97}.50,EUR,\"{new string('n', i % 150)}\"\r\n")
        );

        var blocks = Parsed.One(new CsvParser(), "id,date,merchant,amount,currency,note\r\n" + rows).Blocks;

        (PackedBlocks.Pack(blocks).Length / (double)blocks.Count).ShouldBeInRange(3, 4);
    }

    [Fact]
    public void Texts_are_read_again_from_unpacked_ranges()
    {
        var source = Encoding.UTF8.GetBytes("# Ü\n\n- 東京\n- 😀\n");
        var parsed = Parsed.One(new MarkdownParser(), source);

        using var stream = new MemoryStream(source);
        PackedBlocks
            .Unpack(PackedBlocks.Pack(parsed.Blocks), 0, parsed.Blocks[0].Range.Start)
            .Select(b => SourceSlices.Read(stream, parsed.Document.Encoding, b.Range))
            .ShouldBe(["# Ü", "- 東京", "- 😀"]);
    }

    [Fact]
    public void A_broken_page_is_refused()
    {
        var page = PackedBlocks.Pack([new(0, BlockType.Record, new(5, 300), "")]);

        Should.Throw<FormatException>(() => PackedBlocks.Unpack(page[..^1], 0, 5));
        Should.Throw<FormatException>(() => PackedBlocks.Unpack([0, .. Enumerable.Repeat((byte)0xFF, 20)], 0, 5));
        PackedBlocks.Unpack([], 0, 0).ShouldBeEmpty();
    }

    [Fact]
    public async Task Slices_beyond_the_end_give_what_there_is()
    {
        using var stream = new MemoryStream("hello"u8.ToArray());

        SourceSlices.Read(stream, Encoding.UTF8, new(3, 10)).ShouldBe("lo");
        SourceSlices.Read(stream, Encoding.UTF8, new(30, 10)).ShouldBe("");
        (await SourceSlices.ReadAsync(stream, Encoding.UTF8, new(1, 2), TestContext.Current.CancellationToken)).ShouldBe("el");
        Should.Throw<ArgumentOutOfRangeException>(() => SourceSlices.Read(stream, Encoding.UTF8, new(-1, 2)));
    }
}
