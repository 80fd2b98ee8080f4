using System.Security.Cryptography;
using Strata.Testing;

namespace Strata.Server.Tests.Chaos;

/// <summary>Whether a user has all that was acknowledged, once, and nothing else.</summary>
internal static class Audit
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task EverythingIsThereOnceAsync(SimulatedUser citizen)
    {
        var strata = citizen.Store;
        var entities = (await EntitiesAsync(strata)).ToDictionary(e => e.EntityId, StringComparer.Ordinal);
        foreach (var contact in citizen.Contacts)
        {
            var shown = entities[contact.EntityId];
            shown.State.ShouldBe(contact.MergedInto is null ? EntityStatus.Active : EntityStatus.Merged, contact.Name);
            shown.MergedInto.ShouldBe(contact.MergedInto?.Root.EntityId);
            if (contact.MergedInto is null)
            {
                shown.ObservationCount.ShouldBe(contact.Observations, contact.Name);
            }
            if (contact is { MergedInto: null, IsMixed: false })
            {
                shown.Fields["name"].GetString().ShouldBe(contact.Shown);
            }
        }
        var notes = entities.Values.Where(e => e.EntityType == "note").ToList();
        notes.Count.ShouldBe(citizen.Tags.IsEmpty ? 0 : 1);
        foreach (var note in notes)
        {
            note.ObservationCount.ShouldBe(citizen.Tags.Count);
            note.Fields["tags"].EnumerateArray().Select(t => t.GetString()).ShouldBe(citizen.Tags, ignoreOrder: true);
        }
        var rows = citizen.Files.Sum(f => (long)f.Rows);
        entities.Count.ShouldBe((int)rows + citizen.Contacts.Count + notes.Count, $"entities of {citizen.Name}");

        var report = await strata.Verification.VerifyAsync(deep: true, null, None);
        report.Faults.ShouldBeEmpty();
        var corrections = citizen.Receipts.Count(r =>
            JsonElement.Parse(r.Answer).TryGetProperty("kind", out var kind) && kind.GetString() == "correction"
        );
        report.Observations.ShouldBe(rows + citizen.Contacts.Count + citizen.Tags.Count + corrections, $"observations of {citizen.Name}");
    }

    public static async Task RunsAndJobsHaveEndedAsync(ChaosCluster town, SimulatedUser citizen)
    {
        var runs = await AllAsync(page => citizen.Store.Runs.ListAsync(null, page, None));
        runs.ShouldAllBe(r => r.FinishedAt != null);
        foreach (var file in citizen.Files.Where(f => f.Rows > 0))
        {
            var run = runs.Single(r => r.SourceId == file.SourceId);
            (run.RunId, run.Status, run.ObservationCount).ShouldBe(
                (file.RunId, RunStatus.Completed, file.Rows),
                $"{file.FileName}: {string.Join("; ", run.Errors)}"
            );
        }
        (await JobsAsync(citizen, null)).ShouldBeEmpty();
        (await JobsAsync(citizen, "dead")).ShouldBeEmpty();
        (await Recovery.CountAsync(town.Store, citizen.User, "usage_reservations")).ShouldBe(0, citizen.Name);
    }

    /// <summary>Usage is what there is, and what remains can be used to the last byte.</summary>
    public static async Task UsageIsWhatThereIsAsync(SimulatedUser citizen)
    {
        var recount = await citizen.Store.Usage.RecountAsync(None);
        (recount.StorageCorrection, recount.InterpretationsCorrection).ShouldBe((0, 0), citizen.Name);
        var usage = recount.Usage.Storage;
        var sources = await AllAsync(page => citizen.Store.Sources.ListAsync(page, None));
        usage.Used.ShouldBe(sources.Sum(s => s.ByteSize));
        usage.Reserved.ShouldBe(0);
        if (usage is { Limit: { } limit, Remaining: > 0 and < int.MaxValue and var remaining })
        {
            usage.Used.ShouldBeLessThanOrEqualTo(limit);
            var taken = await citizen.Store.IngestAsync(
                "last.bin",
                RandomNumberGenerator.GetBytes((int)remaining),
                new IngestRequest { Interpret = false }
            );
            taken.ByteSize.ShouldBe(remaining);
            (await citizen.Store.Usage.GetAsync(None)).Storage.Remaining.ShouldBe(0);
        }
    }

    public static async Task AnswersAreTheSameAsync(SimulatedUser citizen)
    {
        foreach (var receipt in citizen.Receipts)
        {
            (await receipt.Again(citizen.Store, None)).ShouldBe(receipt.Answer, receipt.Key);
        }
    }

    /// <summary>The bucket has the user's files and nothing else, each as it was handed in.</summary>
    public static async Task BytesAreInTheStoreAsync(ChaosCluster town, SimulatedUser citizen)
    {
        (await citizen.Store.Blobs.VerifyAsync(null, None)).ShouldSatisfyAllConditions(
            r => r.Faults.ShouldBeEmpty(),
            r => r.Waiting.ShouldBe(0)
        );
        var expected = citizen.Files.ToDictionary(f => KeyOf(citizen, f.Digest), f => f.Bytes, StringComparer.Ordinal);
        foreach (var (key, bytes) in expected)
        {
            (await town.Bucket.BytesAsync(key)).AsSpan().SequenceEqual(bytes).ShouldBeTrue(key);
        }
        var sources = await AllAsync(page => citizen.Store.Sources.ListAsync(page, None));
        sources.ShouldAllBe(s => s.StorageStatus == StorageStatus.Stored || s.StorageStatus == StorageStatus.Uploaded);
        foreach (var file in citizen.Files)
        {
            sources.Count(s => s.SourceId == file.SourceId && s.Digest == file.Digest).ShouldBe(1, file.FileName);
        }
        // What killed processes left behind is there until it is swept, in the store and in the database.
        await citizen.Store.Blobs.SweepAsync(new SweepRequest { Delete = true, GraceHours = 1 }, None);
        foreach (var table in (string[])["spools", "spool_pieces"])
        {
            (await Recovery.CountAsync(town.Store, citizen.User, table)).ShouldBe(0, $"{table} of {citizen.Name}");
        }
        var late = citizen.Refused.Intersect(sources.Select(s => s.Digest), StringComparer.Ordinal).Select(d => KeyOf(citizen, d));
        (await town.Bucket.KeysAsync($"memory/{citizen.Name}/")).ShouldBe(
            expected.Keys.Concat(late),
            ignoreOrder: true,
            $"bytes of {citizen.Name}"
        );
    }

    private static string KeyOf(SimulatedUser citizen, string digest) => $"memory/{citizen.Name}/{digest[..2]}/{digest}";

    /// <summary>What the other has is not there, in exactly the way of what nobody has.</summary>
    public static async Task OtherIsNotThereAsync(SimulatedUser citizen, SimulatedUser other)
    {
        var known = other
            .Contacts.Select(c => (Id: c.EntityId, Is: "entity"))
            .Take(5)
            .Concat(other.Files.Select(f => (Id: f.SourceId, Is: "source")).Take(5));
        foreach (var (id, kind) in known)
        {
            Task AskAsync(string of) =>
                kind == "entity"
                    ? citizen.Store.Entities.GetAsync(of, provenance: true, ReadAt.Now, None)
                    : citizen.Store.Sources.GetAsync(of, None);
            var nobodys = id[..4] + new string('0', id.Length - 4);
            var refusal = await Should.ThrowAsync<StrataException>(() => AskAsync(id));
            var plain = await Should.ThrowAsync<StrataException>(() => AskAsync(nobodys));
            (refusal.Code, refusal.Message.Replace(id, "", StringComparison.Ordinal)).ShouldBe(
                (plain.Code, plain.Message.Replace(nobodys, "", StringComparison.Ordinal))
            );
        }
        var mark = other.Name + "-";
        (await EntitiesAsync(citizen.Store)).ShouldAllBe(e =>
            !e.Fields.Values.Any(v => v.GetRawText().Contains(mark, StringComparison.Ordinal))
        );
        foreach (var contact in other.Contacts.Take(5))
        {
            (
                await citizen.Store.Search.SearchAsync(new SearchQuery { Text = $"\"{contact.Name}\"" }, ReadAt.Now, None)
            ).Items.ShouldBeEmpty();
            (await citizen.Store.FindEntitiesAsync(contact.Name, null, ReadAt.Now, None)).ShouldBeEmpty();
        }
    }

    public static Task<IReadOnlyList<JobView>> JobsAsync(SimulatedUser citizen, string? state) =>
        AllAsync(page =>
            citizen.Store.Jobs.ListAsync(
                new JobQuery
                {
                    State = state is null ? null : EnumNames.Parse<JobState>(state),
                    Limit = page.Limit,
                    Cursor = page.Cursor,
                },
                None
            )
        );

    private static Task<IReadOnlyList<EntityView>> EntitiesAsync(IStrata strata) =>
        AllAsync(page =>
            strata.Search.ListAsync(
                new EntityQuery
                {
                    IncludeMerged = true,
                    Limit = page.Limit,
                    Cursor = page.Cursor,
                },
                ReadAt.Now,
                None
            )
        );

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Func<PageRequest, Task<Page<T>>> list)
    {
        var all = new List<T>();
        var page = new PageRequest(500);
        do
        {
            var (items, next) = await list(page);
            all.AddRange(items);
            page = page with { Cursor = next };
        } while (page.Cursor is not null);
        return all;
    }
}
