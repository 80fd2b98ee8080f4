using Strata.Database;
using Strata.Documents;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Runs;

/// <summary>
/// Reads a source for a run: parses it, interprets it and cuts the result into chunks. Deterministic, so an interrupted run reads again and
/// skips what is committed. Documents with ranges into the source are interpreted while they are parsed; rendered ones are stored first and
/// interpreted from there (<see cref="ReadStored"/>).
/// </summary>
internal sealed class RunReader(
    IInterpreter interpreter,
    SourceRecord source,
    SourceOrigin idOrigin,
    IReadOnlyList<SchemaDefinition> schemas,
    InterpretationOptions options,
    RunProgress done,
    RunLimits limits,
    TimeProvider time
)
{
    private const string Uninterpreted =
        "Something in the content can't be interpreted. The bytes are kept; state the entity type to read them in another way, or report it.";

    /// <param name="kept">Parts whose rendered document is already stored completely.</param>
    /// <exception cref="StrataException">INTERPRETATION_FAILED: something in the content can't be interpreted.</exception>
    public IEnumerable<RunChunk> Read(IParser parser, Stream content, Stream quotes, IReadOnlySet<string> kept, CancellationToken ct) =>
        Guarded(Chunks(parser, content, quotes, kept, ct));

    private IEnumerable<RunChunk> Chunks(IParser parser, Stream content, Stream quotes, IReadOnlySet<string> kept, CancellationToken ct)
    {
        var index = 0;
        foreach (var parsed in ParseTime.Parse(parser, content, source.FileName, time, ct))
        {
            ct.ThrowIfCancellationRequested();
            var document = new RunDocument(parsed, index++);
            var chunks = parsed.IsRendered
                ? kept.Contains(parsed.Part)
                    ? []
                    : Render(document, ct)
                : Interpret(document, quotes, ct);
            foreach (var chunk in chunks)
            {
                yield return chunk;
            }
        }
    }

    /// <summary>Interprets a stored document.</summary>
    /// <param name="text">The document's own text.</param>
    /// <exception cref="StrataException">INTERPRETATION_FAILED: something in the content can't be interpreted.</exception>
    public IEnumerable<RunChunk> ReadStored(RunDocument document, Stream text, CancellationToken ct) =>
        Guarded(Interpret(document, text, ct));

    /// <summary>Ends the run, rather than every attempt at it, where the content meets a fault of the program.</summary>
    private static IEnumerable<RunChunk> Guarded(IEnumerable<RunChunk> chunks)
    {
        using var rest = chunks.GetEnumerator();
        while (Next(rest))
        {
            yield return rest.Current;
        }
    }

    private static bool Next(IEnumerator<RunChunk> chunks)
    {
        try
        {
            return chunks.MoveNext();
        }
        catch (Exception e) when (e is not InvalidDataException && SourceFault.IsOfHandling(e))
        {
            throw new StrataException(ErrorCode.InterpretationFailed, Uninterpreted, e);
        }
    }

    private IEnumerable<RunChunk> Interpret(RunDocument document, Stream quotes, CancellationToken ct) =>
        document.Index < done.Document
            ? ReadAgain(document, quotes, ct)
            : ReadDocument(document, quotes, document.Index == done.Document ? done.Blocks : 0, ct);

    private IEnumerable<Finding> Findings(RunDocument document, IEnumerable<Block> blocks, Stream quotes)
    {
        var reading = interpreter.Start(schemas, options, document.Parsed, source.FileName, Slicing(document, quotes));
        document.Reading = reading;
        using var rest = blocks.GetEnumerator();
        foreach (var pack in interpreter.Plan(document.Parsed))
        {
            foreach (var finding in reading.Interpret(pack.TakeFrom(rest)))
            {
                document.HasDoubts |= finding.Fields.Any(field => field.Doubt is not null);
                yield return finding;
            }
        }
    }

    private static Func<ByteRange, string> Slicing(RunDocument document, Stream quotes)
    {
        var encoding = document.Parsed.Encoding;
        return range => SourceSlices.Read(quotes, encoding, range);
    }

    private IEnumerable<RunChunk> ReadAgain(RunDocument document, Stream quotes, CancellationToken ct)
    {
        foreach (var _ in Findings(document, document.Parsed.Blocks, quotes))
        {
            ct.ThrowIfCancellationRequested();
        }
        yield return new RunChunk { Document = document, IsCommitted = true };
    }

    private IEnumerable<RunChunk> ReadDocument(RunDocument document, Stream quotes, int skip, CancellationToken ct)
    {
        var pages = document.Stored is null ? new BlockPages(document.Parsed, Slicing(document, quotes)) : null;
        var times = new BlockTimes(document.Parsed);
        var blocks = times.Watch(document.Parsed.Blocks);
        document.Quotes = document.Parsed.IsRecords ? null : new QuoteCheck(Slicing(document, quotes));
        var repetitions = document.Parsed.IsRecords ? new RepeatedRecords() : null;
        var places = new FindingPlaces(source.Digest, document.Parsed, document.Stored?.TextDigest);
        var chunk = new RunChunk { Document = document, BlocksDone = skip };
        foreach (var finding in Findings(document, pages?.Watch(blocks) ?? blocks, quotes))
        {
            ct.ThrowIfCancellationRequested();
            // An attempt resumes at a chunk's end, so never cut between two findings of a block, nor before the committed blocks.
            if (
                (chunk.Observations.Count >= limits.Observations || chunk.Pages.Count >= limits.Pages)
                && (finding.Block >= chunk.BlocksDone || finding.Block < skip)
            )
            {
                yield return chunk;
                chunk = new RunChunk { Document = document, BlocksDone = chunk.BlocksDone };
            }
            var place = places.Of(finding);
            chunk.Pages.AddRange(pages?.TakeFull() ?? []);
            var checkedOne = document.Quotes?.Of(finding) ?? finding;
            var fields = FieldList.From(checkedOne.Fields.Select(f => KeyValuePair.Create(f.Name, f.Json)));
            var origin = idOrigin.Value ?? Origins.Shared;
            var keys = EntityKeys.Of(finding.Schema, fields, origin: origin);
            var repeats = repetitions?.Of(finding.Schema, keys);
            if (finding.Block >= skip)
            {
                var observedAt = finding.ObservedAt ?? times.Of(finding.Block) ?? options.ObservedAt;
                Add(
                    chunk,
                    checkedOne,
                    fields,
                    new NewObservation
                    {
                        Schema = finding.Schema,
                        Fields = fields,
                        Origin = origin,
                        FieldKeys = repeats is null ? keys : null,
                        Repeats = repeats,
                        Class = ObservationClass.Interpretation,
                        ObservedAt = observedAt is { } at ? UnixTime.Microseconds(at) : source.ObservedAt,
                        Place = place,
                    }
                );
            }
            chunk.Packs.AddRange(document.Reading?.TakeAnswers() ?? []);
            chunk.BlocksDone = Math.Max(skip, finding.Block + 1);
        }
        chunk.Packs.AddRange(document.Reading?.TakeAnswers() ?? []);
        chunk.Pages.AddRange(pages?.TakeFull() ?? []);
        chunk.BlocksDone = times.Count;
        chunk.EndsDocument = true;
        yield return chunk;
    }

    private IEnumerable<RunChunk> Render(RunDocument document, CancellationToken ct)
    {
        var pages = new BlockPages(document.Parsed, _ => "");
        var chunk = new RunChunk { Document = document, IsRendering = true };
        foreach (var _ in pages.Watch(Whole(document.Parsed)))
        {
            ct.ThrowIfCancellationRequested();
            chunk.Pages.AddRange(pages.TakeFull());
            if (chunk.Pages.Count >= limits.Pages)
            {
                chunk.BlocksDone = pages.Count;
                yield return chunk;
                chunk = new RunChunk { Document = document, IsRendering = true };
            }
        }
        chunk.Pages.AddRange(pages.TakeFull());
        chunk.BlocksDone = pages.Count;
        chunk.EndsDocument = true;
        yield return chunk;
    }

    /// <summary>Returns the blocks up to the first damage of the source.</summary>
    private static IEnumerable<Block> Whole(ParsedDocument parsed)
    {
        using var blocks = parsed.Blocks.GetEnumerator();
        while (Next(blocks, parsed))
        {
            yield return blocks.Current;
        }
    }

    private static bool Next(IEnumerator<Block> blocks, ParsedDocument parsed)
    {
        try
        {
            return blocks.MoveNext();
        }
        catch (InvalidDataException e)
        {
            parsed.Diagnostics.Add(new(0, 0, e.Message, Fatal: true));
            return false;
        }
    }

    private void Add(RunChunk chunk, Finding finding, FieldList fields, NewObservation observation)
    {
        var evidence = new List<FieldEvidence>(finding.Fields.Count);
        foreach (var field in finding.Fields)
        {
            if (field.IsUnquoted)
            {
                continue;
            }
            // The value's own place comes last, which is the one shown.
            if (field.Elsewhere is var (part, where))
            {
                evidence.Add(new FieldEvidence(field.Name, where, part));
            }
            evidence.Add(new FieldEvidence(field.Name, field.Range, field.Raw));
        }
        var fragments = new List<Fragments.Fragment>(finding.Fragments.Count);
        foreach (var fragment in finding.Fragments)
        {
            fragments.Add(new(fragment.Name, fragment.Json, fragment.Reason, fragment.Range, fragment.IsQuarantined ? fragment.Raw : null));
        }
        chunk.UnknownFields += fragments.Count;
        chunk.ConfidenceSum += finding.Confidence;
        if (finding.RawData is { } raw)
        {
            fragments.Add(new(GenericRecords.RawFieldBeside(fragments), JsonText.String(raw), GenericRecords.RawReason, finding.Range));
        }
        if (options.Stage)
        {
            chunk.Staged.Add(finding);
        }
        chunk.Observations.Add(
            (
                observation with
                {
                    SuggestedType = finding.SuggestedType,
                    Fragments = Fragments.Write(fragments),
                    Evidence = Evidence.Write(evidence, fields),
                    Doubts = DoubtsOf(finding),
                    Confidences = ConfidencesOf(finding),
                    SourceNo = source.SourceNo,
                    SourceDigest = source.Digest,
                    Block = finding.Block,
                }
            ).Prepared()
        );
    }

    private static string? ConfidencesOf(Finding finding)
    {
        var known = finding.Fields.Where(field => field.Assessment is not null).ToList();
        return known.Count == 0
            ? null
            : FieldList
                .From(
                    known.Select(field =>
                        KeyValuePair.Create(field.Name, (field.Assessment?.Confidence ?? 0).ToString("0.###", CultureInfo.InvariantCulture))
                    )
                )
                .ToJson();
    }

    private static string? DoubtsOf(Finding finding)
    {
        var doubts = finding.Fields.Where(field => field.Doubt is not null).ToList();
        return doubts.Count == 0
            ? null
            : FieldList.From(doubts.Select(field => KeyValuePair.Create(field.Name, JsonText.String(field.Doubt ?? "")))).ToJson();
    }
}

/// <summary>Committed progress of a run: whole documents, and blocks of the next one.</summary>
/// <param name="Kept">Blocks of rendered documents stored before any is interpreted.</param>
internal sealed record RunProgress(int Document, int Blocks, long Kept = 0)
{
    public static readonly RunProgress Start = new(0, 0);

    public static RunProgress Parse(string json)
    {
        var element = JsonText.Element(json);
        return element.TryGetProperty("document", out var document)
            ? new RunProgress(
                document.GetInt32(),
                element.GetProperty("blocks").GetInt32(),
                element.TryGetProperty("kept", out var kept) ? kept.GetInt64() : 0
            )
            : Start;
    }

    public string ToJson() => $$"""{"blocks":{{Blocks}},"document":{{Document}}{{(Kept == 0 ? "" : $",\"kept\":{Kept}")}}}""";
}
