using System.Text.Json;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Verbs;

namespace Strata.Cli.Demo;

/// <summary>The demo: each step does something real on a temporary store and tells what came of it.</summary>
internal sealed class Tour(IAnsiConsole console, IStrata strata, Samples samples, TimeProvider time)
{
    private const string Csv = "contacts.csv";
    private const string Pdf = "kestrel-kv-2044.pdf";
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
        var listing = new Listing(console, "samples", "#files", "#size", "#blocks", "#observations", "#entities", "of type");
        foreach (var part in (string[])["invoices", "bank", "contacts", "notes", "messy"])
        {
            var results = new List<IngestResult>();
            // Newest name last, except that the address book (JSON) is older than the other program's CSV.
            foreach (var file in samples.In(part).OrderBy(f => f.EndsWith(Csv, StringComparison.Ordinal)))
            {
                await using var content = File.OpenRead(file);
                var name = Path.GetFileName(file);
                results.Add(_taken[name] = await strata.IngestAsync(new IngestRequest { FileName = name, Origin = "samples" }, content, null, ct));
            }
            var runs = results.Select(r => r.Run).OfType<RunResult>().ToList();
            var type = runs.SelectMany(r => r.Entities).Select(e => e.EntityType).Distinct().ToList();
            var made = await ObservedAsync(results, ct);
            listing.Row(
                part,
                Values.Count(results.Count),
                Values.Size(results.Sum(r => r.ByteSize)),
                Values.Count(runs.Sum(r => r.BlockCount)),
                Values.Count(runs.Sum(r => r.ObservationCount)),
                Values.Count(made),
                string.Join(", ", type)
            );
        }
        listing.Write("Nothing.");
        var seconds = Values.Seconds(time.GetElapsedTime(started));
        Say($"{_taken.Count} files in {seconds}: the type of each was found from its labels and columns, nothing was configured.");
    }

    private async Task TraceAsync(CancellationToken ct)
    {
        Heading("Every value leads back to its bytes");
        var invoice = await FindAsync("2026-031", "invoice", ct);
        EntityCard.Show(console, invoice);
        Say("");
        var from = await strata.GetFieldProvenanceAsync(invoice.EntityId, "total", ReadAt.Now, ct);
        ProvenanceCard.Show(console, from, await ProvenanceVerb.LineAsync(strata, from, ct));
    }

    private async Task PageAsync(CancellationToken ct)
    {
        Heading("In a PDF, to page and box");
        await using var content = File.OpenRead(samples.Path("office", Pdf));
        var taken = await strata.IngestAsync(new IngestRequest { FileName = Pdf, Origin = "samples" }, content, null, ct);
        if (taken.Run is { Entities: [var invoice, ..] })
        {
            ProvenanceCard.Show(console, await strata.GetFieldProvenanceAsync(invoice.EntityId, "total", ReadAt.Now, ct), line: null);
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
        Say($"{first.FileName} has {rows} rows, {second.FileName} {more}, with other columns, dates and order. Together they are {known} transactions:");
        Say($"{rows + more - known} rows were recognised as ones already known.");
        var twins = await strata.ListEntitiesAsync(
            new EntityQuery { EntityType = "transaction", Filters = [new("date", "eq", Arguments.Text("2026-02-09"))] },
            ReadAt.Now,
            ct
        );
        var twin = twins.Items.GroupBy(t => Values.Show(t.Fields.GetValueOrDefault("description"))).First(g => g.Count() > 1);
        Say($"Yet “{twin.Key}” on 2026-02-09 is {twin.Count()} transactions, as it was {twin.Count()} payments: the balance tells them apart.");
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
        var corrected = await strata.CorrectAsync(
            contact.EntityId,
            new CorrectRequest { Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [field] = right }, Reason = "called him" },
            ct
        );
        Say($"strata correct {contact.EntityId} {field} {Values.Show(right)}  → {corrected.Id}");
        var again = await strata.ReinterpretAsync(_taken[Csv].SourceId, new IngestRequest(), null, ct);
        var now = await strata.GetFieldProvenanceAsync(contact.EntityId, field, ReadAt.Now, ct);
        Say($"{Csv} is read once more ({again.Run?.RunId}, {Values.Count(again.Run?.ObservationCount ?? 0, "observation", "observations")}), and the {field} is {Values.Show(now.Value)}: {ProvenanceText.Line(now)}");
    }

    private async Task MergeAsync(CancellationToken ct)
    {
        Heading("Two entities are one; the past stays what it was");
        var to = await FindAsync("clara.brandt@nordlicht.example.net", "contact", ct);
        var stored = await strata.IngestStructuredAsync(
            new StructuredRequest
            {
                Entities =
                [
                    new StructuredEntity
                    {
                        EntityType = "contact",
                        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                        {
                            ["name"] = Arguments.Text("Clara B."),
                            ["email"] = Arguments.Text("clara@brandt.example.org"),
                            ["mobile"] = Arguments.Text("+49 151 55 5123"),
                        },
                    },
                ],
            },
            ct
        );
        var from = await strata.GetEntityAsync(stored.Entities[0].EntityId, false, ReadAt.Now, ct);
        var merge = await strata.MergeAsync(from.EntityId, to.EntityId, new DecisionRequest { Reason = "same person" }, ct);
        var now = await strata.GetEntityAsync(to.EntityId, false, ReadAt.Now, ct);
        Say($"“{from.Title}” ({from.ObservationCount} observation) is merged into “{to.Title}” ({to.ObservationCount}): {merge.Id}.");
        Say($"Now it has {now.ObservationCount} observations, and new fields: {string.Join(", ", now.Fields.Where(f => !to.Fields.ContainsKey(f.Key)).Select(f => $"{f.Key} {Values.Show(f.Value)}"))}.");
        var before = new ReadAt(KnownAt: Values.Number(merge.Seq - 1));
        var then = await strata.GetEntityAsync(to.EntityId, false, before, ct);
        var other = await strata.GetEntityAsync(from.EntityId, false, before, ct);
        Say($"--known-at {before.KnownAt}: “{then.Title}” has {then.ObservationCount}, “{other.Title}” is {other.State}; hash then {Values.Short(then.Hash)}, {(then.Hash == to.Hash ? "the same as it was" : "NOT as it was " + Values.Short(to.Hash))}.");
        var undone = await strata.UnmergeAsync(from.EntityId, new DecisionRequest(), ct);
        var restored = await strata.GetEntityAsync(to.EntityId, false, ReadAt.Now, ct);
        Say($"strata unmerge {from.EntityId}  → {undone.Id}; hash {Values.Short(restored.Hash)}, {(restored.Hash == to.Hash ? "as before the merge" : "NOT as before the merge")}.");
    }

    private async Task ProveAsync(CancellationToken ct)
    {
        Heading("It proves itself");
        var verified = await strata.VerifyAsync(null, ct);
        ReportCard.Show(console, verified);
        var rebuilt = await strata.RebuildAsync(null, ct);
        ReportCard.Show(console, rebuilt);
        Say(rebuilt.StateHash == verified.StateHash ? "Every snapshot computed again from the ledger: the same hash." : "The hashes DIFFER: this is a defect, please report it.");
    }

    /// <summary>How many entities the sources speak of, counting each once.</summary>
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
                var page = await strata.ListEntitiesAsync(query, ReadAt.Now, ct);
                foreach (var entity in page.Items)
                {
                    var observations = await strata.ListObservationsAsync(entity.EntityId, new PageRequest(), ReadAt.Now, ct);
                    count += observations.Items.Any(o => o.SourceId is { } source && sources.Contains(source)) ? 1 : 0;
                }
                query = query with { Cursor = page.NextCursor };
            } while (query.Cursor is not null);
        }
        return count;
    }

    private async Task<EntityView> FindAsync(string identifier, string type, CancellationToken ct)
    {
        var found = await strata.FindEntitiesAsync(identifier, type, ReadAt.Now, ct);
        return await strata.GetEntityAsync(found[0].EntityId, provenance: true, ReadAt.Now, ct);
    }

    private void Heading(string text)
    {
        console.WriteLine();
        console.Write(new Text($"{++_step}. {text}\n", new Style(Color.Green, decoration: Decoration.Bold)));
    }

    private void Say(string text) => console.WriteLine("  " + Terminal.Safe(text));
}
