using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Strata.Parsing;

/// <summary>
/// Runs a parse until it ends, fails, is cancelled or exceeds a limit of time or of what it writes; keeps what was read before. Whatever a
/// parser throws is the document's diagnostic; only a source that can't be read fails the caller.
/// </summary>
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
        var watched = new WatchedStream(source, clock);
        var written = new WrittenText(source.Length, budget);
        using var documents = Documents(parser, watched, fileName, budget with { Clock = clock }).GetEnumerator();
        while (true)
        {
            if (!Next(documents, watched, out var document, out var problem))
            {
                if (problem is not null)
                {
                    yield return UnreadDocument.Because(problem);
                }
                yield break;
            }
            document.Watch(blocks => Blocks(blocks, watched, written, document.Diagnostics));
            yield return document;
        }
    }

    /// <summary>Begins the parse with the first document, so that a parser that isn't lazy is watched too.</summary>
    private static IEnumerable<ParsedDocument> Documents(IParser parser, Stream source, string? fileName, ParseBudget budget)
    {
        foreach (var document in parser.Parse(source, fileName, budget))
        {
            yield return document;
        }
    }

    private static IEnumerable<Block> Blocks(
        IEnumerable<Block> blocks,
        WatchedStream source,
        WrittenText written,
        List<ParseDiagnostic> diagnostics
    )
    {
        var clock = source.Clock;
        using var rest = blocks.GetEnumerator();
        while (true)
        {
            if (!Next(rest, source, out var block, out var problem))
            {
                if (problem is not null)
                {
                    diagnostics.Add(new(0, 0, problem, Fatal: true));
                }
                yield break;
            }
            if (written.Add(block) is { } tooMuch)
            {
                diagnostics.Add(new(0, 0, tooMuch, Fatal: true));
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

    private static bool Next<T>(IEnumerator<T> pieces, WatchedStream source, [NotNullWhen(true)] out T? piece, out string? problem)
        where T : class
    {
        (piece, problem) = (null, null);
        try
        {
            source.Clock.Start();
            piece = pieces.MoveNext() ? pieces.Current : null;
        }
        catch (Exception e) when (source.Failure is null && e is not (OperationCanceledException or OutOfMemoryException))
        {
            problem = SourceFault.Of(e);
        }
        finally
        {
            source.Clock.Stop();
        }
        // Also where the parser took it for a fault of the content.
        source.Failure?.Throw();
        return piece is not null;
    }

    /// <summary>A source that checks the clock at every read, and notes where the machine fails to give its bytes.</summary>
    private sealed class WatchedStream(Stream inner, ParseClock clock) : DecodingStream
    {
        public ParseClock Clock => clock;

        public ExceptionDispatchInfo? Failure { get; private set; }

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
            try
            {
                return inner.Read(buffer);
            }
            catch (Exception e) when (e is not InvalidDataException)
            {
                Failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
        }

        public override int ReadByte() => inner.ReadByte();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
    }
}
