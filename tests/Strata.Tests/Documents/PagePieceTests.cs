using Strata.Parsing;

namespace Strata.Tests.Documents;

/// <summary>Pages as a piece of the archive, and back.</summary>
public sealed class PagePieceTests
{
    /// <summary>Pages as they are written, one without details, one whose details another program or version packed.</summary>
    private static readonly IReadOnlyList<StoredPage> Pages =
    [
        Page(0, 3),
        Page(3, 1),
        new(4, 2, 40, 44, [0, 0, 1, 0, 0, 1], null),
        new(6, 1, 44, 45, [0, 0, 1], [1, .. Convert.FromBase64String("CwGAaGVsbG8D")]),
        new(7, 1, 45, 46, [0, 0, 1], [9, 1, 2, 3]),
        new(8, 1, 46, 47, [0, 0, 1], [1, 255, 255, 255]),
    ];

    [Fact]
    public void Pages_come_back_byte_for_byte()
    {
        var piece = new PagePiece(PagePiece.Write(Pages));

        piece.FirstBlocks.ShouldBe(Pages.Select(p => p.FirstBlock));
        foreach (var page in Pages)
        {
            var (packed, details) = piece.Restore(page.FirstBlock);
            packed.ShouldBe(page.Packed);
            details.ShouldBe(page.Details);
        }
        piece.Has(5).ShouldBeFalse();
        Should.Throw<InvalidDataException>(() => piece.Read(5));
    }

    [Fact]
    public void Blocks_are_read_from_a_piece_as_from_their_row()
    {
        var piece = new PagePiece(PagePiece.Write(Pages));
        foreach (var page in Pages.Take(3))
        {
            var (packed, details) = piece.Read(page.FirstBlock);
            var bytes = new byte[page.ByteEnd - page.ByteStart];

            var blocks = (page with { Packed = packed, Details = details }).Blocks(bytes, System.Text.Encoding.UTF8);

            blocks
                .Select(b => (b.Index, b.Range, b.Section, b.Spans.Count))
                .ShouldBe(page.Blocks(bytes, System.Text.Encoding.UTF8).Select(b => (b.Index, b.Range, b.Section, b.Spans.Count)));
        }
    }

    [Fact]
    public void A_piece_that_is_cut_or_longer_is_refused()
    {
        var whole = PagePiece.Write(Pages);
        for (var length = 0; length < whole.Length; length++)
        {
            Should.Throw<InvalidDataException>(() => new PagePiece(whole[..length]), $"{length} of {whole.Length} bytes");
        }
        Should.Throw<InvalidDataException>(() => new PagePiece([.. whole, 0]));
        Should.Throw<InvalidDataException>(() => new PagePiece([7, .. whole[1..]]));
    }

    [Fact]
    public void What_was_packed_is_unpacked_and_nothing_else()
    {
        var piece = ArchivePiece.Of(17, "hello"u8) with { PieceNo = 3 };

        piece.Unpack().ShouldBe("hello"u8.ToArray());
        foreach (
            var damaged in new[]
            {
                piece with
                {
                    Packed = [1],
                },
                piece with
                {
                    PlainSize = 4,
                },
                piece with
                {
                    PlainSize = long.MaxValue,
                },
                piece with
                {
                    PlainSize = -1,
                },
                piece with
                {
                    Digest = new byte[32],
                },
            }
        )
        {
            Should.Throw<StrataException>(() => damaged.Unpack()).Message.ShouldContain("archives/run_17/3");
        }
        Should.Throw<StrataException>(() => (RunConfiguration.Of(new string('0', 64), "{}")).Unpack());
        RunConfiguration.Of(CanonicalJson.Hash("{}"), "{}").Unpack().ShouldBe("{}");
    }

    [Fact]
    public void The_pieces_that_were_read_last_are_remembered_up_to_a_size()
    {
        var (memory, user) = (new ArchivePieceCache(100), new UserId("alice"));
        for (byte i = 0; i < 5; i++)
        {
            memory.Keep(user, [i], new byte[30]);
            memory.Find(user, [0])?.Length.ShouldBe(30);
        }

        new byte[] { 0, 1, 2, 3, 4 }
            .Where(i => memory.Find(user, [i]) is not null)
            .ShouldBe([0, 3, 4]);
        memory.Find(new UserId("bob"), [0]).ShouldBeNull("what another has read is nothing to him");
        memory.Keep(user, [9], new byte[101]);
        memory.Find(user, [9]).ShouldBeNull();
    }

    private static StoredPage Page(int first, int count)
    {
        var text = new RenderedText();
        var blocks = new List<Block>();
        for (var i = 0; i < first + count; i++)
        {
            var block = text.Begin(BlockType.Paragraph);
            block.Append($"word {i} ", new Place { Page = 1, Box = new(i, 2, 3, 4, 595, 842) });
            blocks.Add(block.End());
        }
        blocks.RemoveRange(0, first);
        var document = new ParsedDocument
        {
            Encoding = System.Text.Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Blocks = blocks,
        };
        return new StoredPage(
            first,
            count,
            blocks[0].Range.Start,
            blocks[^1].Range.End,
            PackedBlocks.Pack(blocks),
            BlockDetails.Write(blocks, document, _ => "")
        );
    }
}
