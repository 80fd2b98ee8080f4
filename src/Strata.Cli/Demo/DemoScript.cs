using Spectre.Console;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Demo;

/// <summary>The demo: each step runs real operations on a temporary store and prints the result.</summary>
internal sealed class DemoScript(IAnsiConsole console, IStrata strata, Samples samples, TimeProvider time)
{
    private const string Csv = "contacts.csv";
    private const string Pdf = "kestrel-kv-2044.pdf";
    private static readonly string[] Shown = ["vendor", "due_date", "iban", "tax", "total"];
    private static readonly Dictionary<string, FieldProvenance> NoProvenance = [];
    private readonly Dictionary<string, IngestResult> _taken = new(StringComparer.Ordinal);
    private int _step;

    public async Task RunAsync(CancellationToken ct)
    {
        await TakeInAsync(ct);
        await TraceAsync(ct);
        await PageAsync(ct);
        await OverlapAsync(ct);
        await CorrectAsync(ct);
        await MergeAsync(ct);
        await ProveAsync(ct);
    }

    private async Task TakeInAsync(CancellationToken ct)
    {
        Heading("Files in, entities out");
        var started = time.GetTimestamp();
        var listing = new ConsoleTable(console, "samples", "#files", "#observations", "#entities", "of type");
        foreach (var part in (string[])["invoices", "bank", "contacts", "notes", "messy"])
        {
            var results = new List<IngestResult>();
            // Name order is age order, except that the address book (JSON) is older than the other program's CSV.
            foreach (var file in samples.In(part).OrderBy(f => f.EndsWith(Csv, StringComparison.Ordinal)))
            {
                await using var content = File.OpenRead(file);
                var name = Path.GetFileName(file);
                results.Add(
                    _taken[name] = await strata.Sources.IngestAsync(
                        new IngestRequest { FileName = name, Origin = "samples" },
                        content,
                        null,
                        ct
                    )
                );
            }
            var runs = results.Select(r => r.Run).OfType<RunResult>().ToList();
            var type = runs.SelectMany(r => r.Entities).Select(e => e.EntityType).Distinct().ToList();
            var made = await ObservedAsync(results, ct);
            listing.Row(
                part,
                Values.Count(results.Count),
                Values.Count(runs.Sum(r => r.ObservationCount)),
                Values.Count(made),
                string.Join(", ", type)
            );
        }
        listing.Write("Nothing.");
        var seconds = Values.Seconds(time.GetElapsedTime(started));
        Say($"{_taken.Count} files in {seconds}; their types were found from labels and columns.");
    }

    private async Task TraceAsync(CancellationToken ct)
    {
        Heading("Every value traces back to its bytes");
        var invoice = await FindAsync("2026-031", "invoice", ct);
        foreach (var field in Shown)
        {
            Say($"{field, -8}  {Values.Show(invoice.Fields[field])}  ← {ProvenanceText.Line((invoice.Provenance ?? NoProvenance)[field])}");
        }
        var from = await strata.Entities.GetProvenanceAsync(invoice.EntityId, "total", ReadAt.Now, ct);
        var line = await ProvenanceVerb.LineAsync(strata, from, ct);
        Say(
            $"Read again: {from.FileName}:{line?.Number} “{line?.Before.Trim()} {line?.Quoted}”, {(from.QuoteVerified == true ? "verified" : "NOT what was recorded")}; sha256 {Values.Short(from.SourceDigest ?? "")}."
        );
    }

    private async Task PageAsync(CancellationToken ct)
    {
        Heading("In a PDF, to page and box");
        await using var content = File.OpenRead(samples.Path("office", Pdf));
        var taken = await strata.Sources.IngestAsync(new IngestRequest { FileName = Pdf, Origin = "samples" }, content, null, ct);
        if (taken.Run is { Entities: [var invoice, ..] })
        {
            var from = await strata.Entities.GetProvenanceAsync(invoice.EntityId, "total", ReadAt.Now, ct);
            Say($"{from.Field, -8}  {Values.Show(from.Value)}  ← {ProvenanceText.Line(from)}");
        }
        else
        {
            Say($"{Pdf} is kept, but not read yet. {taken.Run?.Errors.FirstOrDefault()}");
        }
    }

    private async Task OverlapAsync(CancellationToken ct)
    {
        Heading("Two bank exports overlap");
        var (first, second) = (_taken["2026-q1.csv"], _taken["2026-q1-q2.csv"]);
        var (rows, more) = (first.Run?.ObservationCount ?? 0, second.Run?.ObservationCount ?? 0);
        var known = await ObservedAsync([first, second], ct);
        Say(
            $"{first.FileName} has {rows} rows, {second.FileName} {more} in another layout: {known} transactions, as {rows + more - known} rows were known already."
        );
        var twins = await strata.Search.ListAsync(
            new EntityQuery { EntityType = "transaction", Filters = [new("date", "eq", SharedOptions.Text("2026-02-09"))] },
            ReadAt.Now,
            ct
        );
        var twin = twins.Items.GroupBy(t => Values.Show(t.Fields.GetValueOrDefault("description"))).First(g => g.Count() > 1);
        Say($"“{twin.Key}” on 2026-02-09 stays {twin.Count()} transactions: the balance tells them apart.");
    }

    private async Task CorrectAsync(CancellationToken ct)
    {
        Heading("Sources disagree; a person decides; it stays decided");
        const string field = "phone";
        var contact = await FindAsync("samir.rahman@nordlicht.example.net", "contact", ct);
        var conflict = (contact.Conflicts ?? []).First(c => c.Field == field);
        foreach (var candidate in conflict.Candidates)
        {
            Say($"{contact.Title}, {field}: {Values.Show(candidate.Value)}  ← {ProvenanceText.Line(candidate)}");
        }
        var right = conflict.Candidates.First(c => c.FileName != Csv).Value;
        var corrected = await strata.Decisions.CorrectAsync(
            contact.EntityId,
            new CorrectRequest
            {
                Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [field] = right },
                Reason = "called him",
            },
            ct
        );
        Say($"strata correct {contact.EntityId} {field} {Values.Show(right)}  → {corrected.Id}");
        var again = await strata.Sources.ReinterpretAsync(new() { SourceId = _taken[Csv].SourceId }, null, ct);
        var now = await strata.Entities.GetProvenanceAsync(contact.EntityId, field, ReadAt.Now, ct);
        Say($"{Csv} is read once more ({again.Run?.RunId}): still {Values.Show(now.Value)}, {ProvenanceText.Line(now)}");
    }

    private async Task MergeAsync(CancellationToken ct)
    {
        Heading("Two entities are one; the past stays what it was");
        var to = await FindAsync("clara.brandt@nordlicht.example.net", "contact", ct);
        var stored = await strata.Structured.StoreAsync(
            new StructuredRequest
            {
                Entities =
                [
                    new StructuredEntity
                    {
                        EntityType = "contact",
                        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                        {
                            ["name"] = SharedOptions.Text("Clara B."),
                            ["email"] = SharedOptions.Text("clara@brandt.example.org"),
                            ["mobile"] = SharedOptions.Text("+49 151 55 5123"),
                        },
                    },
                ],
            },
            ct
        );
        var from = await strata.Entities.GetAsync(stored.Entities[0].EntityId, false, ReadAt.Now, ct);
        var merge = await strata.Decisions.MergeAsync(from.EntityId, to.EntityId, new DecisionRequest { Reason = "same person" }, ct);
        var now = await strata.Entities.GetAsync(to.EntityId, false, ReadAt.Now, ct);
        Say(
            $"“{from.Title}” is merged into “{to.Title}” ({merge.Id}), which gains {string.Join(", ", now.Fields.Where(f => !to.Fields.ContainsKey(f.Key)).Select(f => $"{f.Key} {Values.Show(f.Value)}"))}."
        );
        var before = new ReadAt(KnownAt: Values.Number(merge.Seq - 1));
        var then = await strata.Entities.GetAsync(to.EntityId, false, before, ct);
        var other = await strata.Entities.GetAsync(from.EntityId, false, before, ct);
        Say(
            $"--known-at {before.KnownAt}: “{other.Title}” is {other.State.Name()}; “{then.Title}” has hash {Values.Short(then.Hash)}, {(then.Hash == to.Hash ? "the same as it was" : "NOT as it was " + Values.Short(to.Hash))}."
        );
        var undone = await strata.Decisions.UnmergeAsync(from.EntityId, new DecisionRequest(), ct);
        var restored = await strata.Entities.GetAsync(to.EntityId, false, ReadAt.Now, ct);
        Say(
            $"strata unmerge {from.EntityId}  → {undone.Id}; hash {Values.Short(restored.Hash)}, {(restored.Hash == to.Hash ? "as before the merge" : "NOT as before the merge")}."
        );
    }

    private async Task ProveAsync(CancellationToken ct)
    {
        Heading("It proves itself");
        var verified = await strata.Verification.VerifyAsync(null, ct);
        Say(
            $"strata verify: {Values.Count(verified.Blobs, "blob", "blobs")} and {Values.Count(verified.Quotes, "quote", "quotes")} read again. {(verified.Ok ? "Everything matches the records." : "NOT as recorded: " + verified.Faults[0].Reason)}"
        );
        var rebuilt = await strata.Verification.RebuildAsync(null, ct);
        Say(
            $"strata rebuild: {Values.Count(rebuilt.Entities, "entity", "entities")} from {Values.Count(rebuilt.Observations, "observation", "observations")}, {Values.Count(rebuilt.Changed)} changed, {(rebuilt.StateHash == verified.StateHash ? "the same hash" : "the hashes DIFFER")} {Values.Short(rebuilt.StateHash)}."
        );
    }

    /// <summary>Counts the distinct entities that the sources state something about.</summary>
    private async Task<int> ObservedAsync(IReadOnlyList<IngestResult> results, CancellationToken ct)
    {
        var sources = results.Select(r => r.SourceId).ToHashSet(StringComparer.Ordinal);
        var types = results.SelectMany(r => r.Run?.Entities ?? []).Select(e => e.EntityType).Distinct(StringComparer.Ordinal);
        var count = 0;
        foreach (var type in types)
        {
            var query = new EntityQuery { EntityType = type, Limit = 200 };
            do
            {
                var page = await strata.Search.ListAsync(query, ReadAt.Now, ct);
                foreach (var entity in page.Items)
                {
                    var observations = await strata.Entities.ListObservationsAsync(
                        entity.EntityId,
                        evidence: false,
                        new PageRequest(),
                        ReadAt.Now,
                        ct
                    );
                    count += observations.Items.Any(o => o.SourceId is { } source && sources.Contains(source)) ? 1 : 0;
                }
                query = query with { Cursor = page.NextCursor };
            } while (query.Cursor is not null);
        }
        return count;
    }

    private async Task<EntityView> FindAsync(string identifier, string type, CancellationToken ct)
    {
        var found = await strata.Search.FindAsync(identifier, type, new PageRequest(1), ReadAt.Now, ct);
        return await strata.Entities.GetAsync(found.Items[0].EntityId, provenance: true, ReadAt.Now, ct);
    }

    private void Heading(string text)
    {
        console.WriteLine();
        console.Write(new Text($"{++_step}. {text}\n", new Style(Color.Green, decoration: Decoration.Bold)));
    }

    private void Say(string text) => console.WriteLine("  " + Terminal.Safe(text));
}
