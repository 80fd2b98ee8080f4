using System.Diagnostics.CodeAnalysis;

namespace Strata.Parsing;

/// <summary>Runs a parse until it ends, is cancelled or exceeds <see cref="ParseBudget.MaxTime"/>; keeps what was read before.</summary>
public static class TimedParse
{
    /// <summary>Bytes that one time limit covers; each further piece of this size adds the limit again.</summary>
    private const long BytesInTime = 1L << 30;

    /// <param name="source">As in <see cref="IParser.Parse"/>.</param>
    /// <param name="now">Returns the time elapsed since a fixed moment.</param>
    public static IEnumerable<ParsedDocument> Of(
        IParser parser,
        Stream source,
        string? fileName,
        ParseBudget budget,
        Func<TimeSpan> now,
        CancellationToken ct
    )
    {
        var clock = new ParseClock(budget.MaxTime * (1 + (source.Length / BytesInTime)), now, ct);
        using var documents = parser.Parse(new WatchedStream(source, clock), fileName, budget with { Clock = clock }).GetEnumerator();
        while (true)
        {
            if (!Next(documents, clock, out var document, out var problem))
            {
                if (problem is not null)
                {
                    yield return UnreadDocument.Because(problem);
                }
                yield break;
            }
            document.Watch(blocks => Blocks(blocks, clock, document.Diagnostics));
            yield return document;
        }
    }

    private static IEnumerable<Block> Blocks(IEnumerable<Block> blocks, ParseClock clock, List<ParseDiagnostic> diagnostics)
    {
        using var rest = blocks.GetEnumerator();
        while (true)
        {
            if (!Next(rest, clock, out var block, out var problem))
            {
                if (problem is not null)
                {
                    diagnostics.Add(new(0, 0, problem, Fatal: true));
                }
                yield break;
            }
            yield return block;
            if (clock.IsOver)
            {
                diagnostics.Add(new(0, 0, clock.Reason, Fatal: true));
                yield break;
            }
        }
    }

    private static bool Next<T>(IEnumerator<T> pieces, ParseClock clock, [NotNullWhen(true)] out T? piece, out string? problem)
        where T : class
    {
        (piece, problem) = (null, null);
        try
        {
            clock.Start();
            piece = pieces.MoveNext() ? pieces.Current : null;
            return piece is not null;
        }
        catch (InvalidDataException e)
        {
            problem = e.Message;
            return false;
        }
        finally
        {
            clock.Stop();
        }
    }

    /// <summary>A source that checks the clock at every read.</summary>
    private sealed class WatchedStream(Stream inner, ParseClock clock) : DecodingStream
    {
        public override bool CanSeek => true;
        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            clock.Check();
            return inner.Read(buffer);
        }

        public override int ReadByte() => inner.ReadByte();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
    }
}
