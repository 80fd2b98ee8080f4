using Strata.Parsing;

namespace Strata.Tests.Parsing;

public sealed class ParseClockTests
{
    private static readonly ParseBudget NoTime = new() { MaxTime = TimeSpan.FromMicroseconds(500) };

    [Theory]
    [InlineData("text/csv", "name,age\nAnn,30\n")]
    [InlineData("text/plain", "One.\n\nTwo.\n\n")]
    [InlineData("application/json", "[{\"a\":1}")]
    public void A_parse_ends_with_its_time_and_keeps_what_it_read(string mediaType, string piece)
    {
        var time = new SteppingTime();
        var content =
            mediaType == "application/json"
                ? piece + string.Concat(Enumerable.Repeat(",{\"a\":1}", 400_000)) + "]"
                : string.Concat(Enumerable.Repeat(piece, 200_000));
        var parsed = Watched(mediaType, content, time, TestContext.Current.CancellationToken).Single();

        var blocks = parsed.Blocks.Take(1_000_000).Count();

        blocks.ShouldBeGreaterThan(1);
        blocks.ShouldBeLessThan(100_000);
        parsed.Diagnostics.ShouldContain(d => d.Fatal && d.Reason.Contains("MaxTime"));
    }

    [Theory]
    [InlineData("text/html", "<b>x</b>")]
    [InlineData("text/markdown", "`c` &amp; ")]
    public void What_is_held_whole_ends_with_its_time_too(string mediaType, string piece)
    {
        var parsed = Watched(
                mediaType,
                string.Concat(Enumerable.Repeat(piece, 100_000)),
                new SteppingTime(),
                TestContext.Current.CancellationToken
            )
            .Single();

        parsed.Blocks.ToList().ShouldBeEmpty();
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxTime");
    }

    [Theory]
    [InlineData("text/html", "<b>x</b>")]
    [InlineData("text/markdown", "*c* [a](b) ")]
    [InlineData("text/csv", "name,age\nAnn,30\n")]
    public void A_parse_hears_that_nobody_waits_any_more(string mediaType, string piece)
    {
        using var stop = new CancellationTokenSource();
        var time = new SteppingTime { At = 5, Then = stop.Cancel };

        Should.Throw<OperationCanceledException>(() =>
            Watched(mediaType, string.Concat(Enumerable.Repeat(piece, 100_000)), time, stop.Token).SelectMany(d => d.Blocks).Count()
        );
    }

    [Theory]
    [InlineData("[a](b")]
    [InlineData("[a](b\n")]
    public void Links_without_end_take_no_longer_than_they_are_long(string piece)
    {
        // Squared, this many would take an hour.
        var content = string.Concat(Enumerable.Repeat(piece, 300_000));

        Watched("text/markdown", content, time: null, TestContext.Current.CancellationToken)
            .SelectMany(d => d.Blocks)
            .Count()
            .ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_parser_throws_ends_its_document_in_words_for_people(bool isLazy)
    {
        var failing = new FailingParser(isLazy, new NullReferenceException("Object reference not set to an instance of an object."));

        var parsed = TimedParse.Of(failing, new MemoryStream(), null, ParseBudget.Default, () => TimeSpan.Zero, default).Single();

        parsed.Blocks.Select(block => block.Text).ShouldBe(isLazy ? ["before"] : []);
        parsed.Diagnostics.ShouldHaveSingleItem().ShouldBe(new(0, 0, SourceFault.Unforeseen, Fatal: true));
    }

    [Fact]
    public void What_the_machine_fails_to_give_is_no_fault_of_the_source_even_where_a_parser_takes_it_for_one()
    {
        var failing = new FailingParser(isLazy: true, failure: null);

        Should
            .Throw<IOException>(() =>
                TimedParse
                    .Of(failing, new BrokenStream(), null, ParseBudget.Default, () => TimeSpan.Zero, default)
                    .SelectMany(document => document.Blocks)
                    .Count()
            )
            .Message.ShouldBe("The disk is away.");
    }

    private static IEnumerable<ParsedDocument> Watched(string mediaType, string content, SteppingTime? time, CancellationToken ct) =>
        TimedParse.Of(
            Parsers.For(mediaType).ShouldNotBeNull(),
            new MemoryStream(Encoding.UTF8.GetBytes(content)),
            null,
            time is null ? ParseBudget.Default : NoTime,
            time is null ? () => TimeSpan.Zero : time.Now,
            ct
        );

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("The disk is away.");
    }

    /// <summary>Fails before its document or after the first block; without a failure of its own, it takes the source's for one.</summary>
    private sealed class FailingParser(bool isLazy, Exception? failure) : IParser
    {
        public string Id => "failing";
        public int Version => 1;
        public IReadOnlyList<string> MediaTypes => [];
        public IReadOnlyList<BlockType> BlockTypes => [BlockType.Paragraph];

        public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget) =>
            isLazy
                ?
                [
                    new ParsedDocument
                    {
                        Encoding = Encoding.UTF8,
                        IsRecords = false,
                        Blocks = Blocks(source),
                    },
                ]
                : throw failure!;

        private IEnumerable<Block> Blocks(Stream source)
        {
            yield return new Block(0, BlockType.Paragraph, default, "before");
            if (failure is not null)
            {
                throw failure;
            }
            try
            {
                source.ReadExactly(new byte[1]);
            }
            catch (IOException)
            {
                yield break;
            }
        }
    }

    /// <summary>Goes on by a microsecond whenever it is asked.</summary>
    private sealed class SteppingTime
    {
        private long _asked;

        public long At { get; init; } = long.MaxValue;
        public Action? Then { get; init; }

        public TimeSpan Now()
        {
            if (++_asked == At)
            {
                Then?.Invoke();
            }

            return TimeSpan.FromMicroseconds(_asked);
        }
    }
}
