using Strata.Database;
using Strata.Ledger;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// Reads a source for a run: parses, interprets, and cuts the result into chunks. Deterministic, so a run that was
/// interrupted reads again and leaves out what is committed.
/// </summary>
internal sealed class RunReader(
    IParser parser,
    SourceRecord source,
    IReadOnlyList<SchemaDefinition> schemas,
    RulesOptions options,
    RunProgress done
)
{
    private const int MaxObservations = 2_000;
    private const int MaxPages = 16;

    public IEnumerable<RunChunk> Read(Stream content, Stream quotes, CancellationToken ct)
    {
        var index = 0;
        foreach (var parsed in parser.Parse(content, source.FileName, ParseBudget.Default))
        {
            ct.ThrowIfCancellationRequested();
            if (index >= done.Document)
            {
                var skip = index == done.Document ? done.Blocks : 0;
                foreach (var chunk in ReadDocument(new RunDocument(parsed, index), quotes, skip, ct))
                {
                    yield return chunk;
                }
            }
            else
            {
                yield return ReadAgain(new RunDocument(parsed, index), quotes, ct);
            }
            index++;
        }
    }

    private RulesSession Start(RunDocument document, Stream quotes)
    {
        var encoding = document.Parsed.Encoding;
        var rules = RulesInterpreter.Start(
            schemas,
            options,
            document.Parsed,
            source.FileName,
            range => Slices.Read(quotes, encoding, range)
        );
        document.Rules = rules;
        return rules;
    }

    private RunChunk ReadAgain(RunDocument document, Stream quotes, CancellationToken ct)
    {
        foreach (var _ in Start(document, quotes).Interpret(document.Parsed.Blocks))
        {
            ct.ThrowIfCancellationRequested();
        }
        return new RunChunk { Document = document, IsCommitted = true };
    }

    private IEnumerable<RunChunk> ReadDocument(RunDocument document, Stream quotes, int skip, CancellationToken ct)
    {
        var rules = Start(document, quotes);
        var pages = new BlockPages();
        var chunk = new RunChunk { Document = document };
        foreach (var finding in rules.Interpret(pages.Watch(document.Parsed.Blocks)))
        {
            ct.ThrowIfCancellationRequested();
            chunk.Pages.AddRange(pages.TakeFull());
            if (finding.Block >= skip)
            {
                Add(chunk, finding);
            }
            chunk.BlocksDone = finding.Block + 1;
            if (chunk.Observations.Count >= MaxObservations || chunk.Pages.Count >= MaxPages)
            {
                yield return chunk;
                chunk = new RunChunk { Document = document, BlocksDone = chunk.BlocksDone };
            }
        }
        chunk.Pages.AddRange(pages.TakeFull());
        chunk.BlocksDone = pages.Count;
        chunk.EndsDocument = true;
        yield return chunk;
    }

    private void Add(RunChunk chunk, Finding finding)
    {
        var fields = FieldList.From(finding.Fields.Select(f => KeyValuePair.Create(f.Name, f.Json)));
        var evidence = new FieldEvidence[finding.Fields.Count];
        for (var i = 0; i < evidence.Length; i++)
        {
            var field = finding.Fields[i];
            evidence[i] = new FieldEvidence(field.Name, field.Range, field.Raw);
        }
        var fragments = new List<Fragments.Fragment>(finding.Fragments.Count);
        foreach (var fragment in finding.Fragments)
        {
            fragments.Add(new(fragment.Name, fragment.Json, fragment.Reason, fragment.Range));
        }
        chunk.UnknownFields += fragments.Count;
        chunk.ConfidenceSum += finding.Confidence;
        if (finding.RawData is { } raw)
        {
            fragments.Add(new(GenericRecords.RawField, JsonText.String(raw), GenericRecords.RawReason, null));
        }
        chunk.Observations.Add(
            new NewObservation
            {
                Schema = finding.Schema,
                SuggestedType = finding.SuggestedType,
                Fields = fields,
                Fragments = Fragments.Write(fragments),
                Evidence = Evidence.Write(evidence, fields),
                Class = ObservationClass.Interpretation,
                ObservedAt = finding.ObservedAt is { } at ? UnixTime.Microseconds(at) : source.ObservedAt,
                SourceNo = source.SourceNo,
                SourceDigest = source.Digest,
                Block = finding.Block,
            }
        );
    }
}

/// <summary>How far a run is committed: whole documents, and blocks of the one after them.</summary>
internal sealed record RunProgress(int Document, int Blocks)
{
    public static readonly RunProgress Start = new(0, 0);

    public static RunProgress Parse(string json)
    {
        var element = JsonText.Element(json);
        return element.TryGetProperty("document", out var document)
            ? new RunProgress(document.GetInt32(), element.GetProperty("blocks").GetInt32())
            : Start;
    }

    public string ToJson() => $$"""{"blocks":{{Blocks}},"document":{{Document}}}""";
}
