using System.IO.Compression;
using Strata.Testing;

namespace Strata.Erasure;

/// <summary>A source or a span of time is removed for good, and everything else stays and closes.</summary>
public sealed class PartErasureTests
{
    private const string Marker = "Zyxwvut";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "D23")]
    public async Task A_source_goes_with_all_that_was_made_of_it_and_the_chain_still_closes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var people = $"email,name\nada@example.com,Ada {Marker}\nbea@example.com,Bea {Marker}\n";
        var gone = await user.IngestAsync($"people-{Marker}.csv", people);
        var odd = await user.IngestAsync("odd.json", $$"""[{"hull":"NCC-{{Marker}}","crew":3},{"hull":"NCC-2","crew":4}]""");
        await user.IngestAsync("kept.md", "# Kept\n\nNothing of that.\n");
        var ada = await user.StoreAsync("contact", """{"email":"ada@example.com","organization":"Engines"}""");
        var bea = (await user.FindEntitiesAsync("bea@example.com", "contact", ReadAt.Now, None)).ShouldHaveSingleItem();
        await store.Bob.IngestAsync("people.csv", people);
        var used = await user.Usage.GetAsync(None);

        foreach (var source in (string[])[gone.SourceId, odd.SourceId])
        {
            var preview = await user.Erasures.PreviewAsync(new ErasureScope { SourceId = source }, None);
            preview.SourceCount.ShouldBe(1);
            preview.Observations.ShouldBe(2);
            preview.BytesFreed.ShouldBePositive();
            preview.BytesFreedByDeleting.ShouldBe(0);
            var receipt = await user.Erasures.EraseAsync(
                new ErasePart
                {
                    SourceId = source,
                    Confirm = preview.Confirm,
                    Reason = "asked to",
                },
                null,
                None
            );
            receipt.Rows["observations"].ShouldBe(2);
            receipt.Blobs.ShouldBe(1);
            receipt.Bytes.ShouldBe(preview.BytesFreed);
            receipt.Signature.ShouldNotBeEmpty();
            receipt.ChainHead.ShouldNotBeEmpty();
        }

        var report = await user.Verification.VerifyAsync(deep: true, null, None);
        report.Faults.ShouldBeEmpty();
        (await user.Search.SearchAsync(new SearchQuery { Text = Marker }, ReadAt.Now, None)).Items.ShouldBeEmpty();
        (await user.FindEntitiesAsync("bea@example.com", "contact", ReadAt.Now, None)).ShouldBeEmpty();
        await Should.ThrowAsync<StrataException>(() => user.GetAsync(bea.EntityId));
        (await user.GetAsync(ada.EntityId)).Title.ShouldNotBeNull().ShouldNotContain(Marker);
        (await user.Sources.ListAsync(new PageRequest(10), None)).Items.Count.ShouldBe(2);
        (await user.Usage.GetAsync(None)).Storage.Used.ShouldBeLessThan(used.Storage.Used);
        (await user.Erasures.ListAsync(None)).Count.ShouldBe(2);
        foreach (var table in (string[])["observations", "entities", "sources", "documents", "receipts", "job_archive", "decisions"])
        {
            (
                await WriteFaults.ReadAsync(
                    store,
                    $"select cast(count(*) as text) from {table} t where user_id = 'alice' and {Mentions(engine)}"
                )
            ).ShouldBe(["0"], table);
        }
        var (address, marked) = (Convert.ToHexStringLower("bea@example.com"u8), Convert.ToHexStringLower("zyxwvut"u8));
        var bounds = engine == Engine.Sqlite ? "hex(low) || hex(high)" : "encode(low, 'hex') || encode(high, 'hex')";
        (await WriteFaults.ReadAsync(store, $"select lower({bounds}) from value_zones where user_id = 'alice'")).ShouldAllBe(hex =>
            !hex.Contains(address, StringComparison.Ordinal) && !hex.Contains(marked, StringComparison.Ordinal)
        );
        if (engine == Engine.Sqlite)
        {
            // Bob's copy is there; nothing of alice's: her file of contents is gone, and his rows are all that mention it.
            Directory
                .EnumerateFiles(Path.Combine(store.Folder, "blobs"), "*", SearchOption.AllDirectories)
                .Count(f => File.ReadAllText(f).Contains(Marker, StringComparison.Ordinal))
                .ShouldBeLessThanOrEqualTo(1);
        }
        (await store.Bob.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await store.Bob.Search.SearchAsync(new SearchQuery { Text = Marker }, ReadAt.Now, None)).Items.ShouldNotBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "D23")]
    public async Task Erased_bytes_are_refused_until_the_erasure_is_lifted_which_brings_nothing_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        const string people = "email,name\nada@example.com,Ada\n";
        var receipt = await EraseAsync(user, (await user.IngestAsync("people.csv", people)).SourceId);

        var refused = await Should.ThrowAsync<StrataException>(() => user.IngestAsync("again.csv", people));
        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldContain(receipt.ErasureId);
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(new UserId("alice"), backup, null, None);
        backup.Position = 0;
        (await store.Store.RestoreAsync(new UserId("carol"), backup, null, None)).Verified.Faults.ShouldBeEmpty();
        var carol = store.Store.For(new UserId("carol"), "carol");
        (await Should.ThrowAsync<StrataException>(() => carol.IngestAsync("again.csv", people))).Code.ShouldBe(ErrorCode.Conflict);

        await user.Erasures.LiftAsync(receipt.ErasureId, "asked to", None);

        (await user.ListAsync("contact")).ShouldBeEmpty();
        (await user.IngestAsync("again.csv", people)).Deduplicated.ShouldBeFalse();
        (await user.ListAsync("contact")).ShouldHaveSingleItem();
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await Should.ThrowAsync<StrataException>(() => user.Erasures.LiftAsync(receipt.ErasureId, null, None))).Code.ShouldBe(
            ErrorCode.Conflict
        );
    }

    [Theory, DatabaseData]
    public async Task A_span_of_time_takes_sources_and_corrections_that_were_observed_in_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var old = await user.StoreAsync("contact", """{"email":"old@example.com","name":"Old"}""", "2025-05-01T00:00:00Z");
        await user.StoreAsync("contact", """{"email":"mid@example.com","name":"Mid"}""", "2025-06-15T00:00:00Z");
        await user.Decisions.CorrectAsync(
            old.EntityId,
            new CorrectRequest { Fields = Say.Fields("""{"name":"Corrected"}"""), ObservedAt = Say.At("2025-06-20T00:00:00Z") },
            None
        );
        await user.StoreAsync("contact", """{"email":"new@example.com","name":"New"}""", "2025-07-01T00:00:00Z");
        var scope = new ErasureScope { From = Say.At("2025-06-01T00:00:00Z"), To = Say.At("2025-07-01T00:00:00Z") };
        var preview = await user.Erasures.PreviewAsync(scope, None);
        (preview.SourceCount, preview.Observations, preview.EntitiesRemoved, preview.EntitiesChanged).ShouldBe((1, 2, 1, 1));
        await user.StoreAsync("contact", """{"email":"more@example.com","name":"More"}""", "2025-06-30T00:00:00Z");
        var request = new ErasePart
        {
            From = scope.From,
            To = scope.To,
            Confirm = preview.Confirm,
        };
        (await Should.ThrowAsync<StrataException>(() => user.Erasures.EraseAsync(request, null, None))).Code.ShouldBe(ErrorCode.Conflict);

        preview = await user.Erasures.PreviewAsync(scope, None);
        await user.Erasures.EraseAsync(request with { Confirm = preview.Confirm }, null, None);

        (await user.ListAsync("contact")).Select(c => c.Title).Order(StringComparer.Ordinal).ShouldBe(["New", "Old"]);
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task A_member_takes_the_container_that_holds_its_bytes_and_leaves_the_other_members(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (
                var (name, text) in (ReadOnlySpan<(string, string)>)
                    [("a.csv", "email,name\na@example.com,A\n"), ("b.csv", "email,name\nb@example.com,B\n")]
            )
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        await user.IngestAsync("both.zip", bytes.ToArray());
        var sources = (await user.Sources.ListAsync(new PageRequest(10), None)).Items;
        var member = sources.Single(s => s.FileName == "a.csv");

        var preview = await user.Erasures.PreviewAsync(new ErasureScope { SourceId = member.SourceId }, None);
        await EraseAsync(user, member.SourceId);

        preview.Sources.Select(s => s.Why).Order(StringComparer.Ordinal).ShouldBe(["asked", "contains"]);
        (await user.Sources.ListAsync(new PageRequest(10), None)).Items.ShouldHaveSingleItem().FileName.ShouldBe("b.csv");
        (await user.ListAsync("contact")).ShouldHaveSingleItem().Title.ShouldBe("B");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        // The archive again would bring it back.
        await Should.ThrowAsync<StrataException>(() => user.IngestAsync("both.zip", bytes.ToArray()));
    }

    [Theory, DatabaseData]
    public async Task An_entity_that_was_decided_on_stays_without_its_fields(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = await user.IngestAsync("people.csv", "email,name\nada@example.com,Ada\nbea@example.com,Bea\n");
        var people = await user.ListAsync("contact");
        await user.MergeAsync(people[0].EntityId, people[1].EntityId);
        await user.RegisterAsync("note2", """{"type":"object","properties":{"a":{"type":"string"}}}""");

        await EraseAsync(user, source.SourceId);

        (await user.ListAsync("contact")).ShouldBeEmpty();
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        await user.StoreAsync("contact", """{"email":"ada@example.com","name":"Ada"}""");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    private static async Task<PartErasureReceipt> EraseAsync(IStrata user, string sourceId)
    {
        var preview = await user.Erasures.PreviewAsync(new ErasureScope { SourceId = sourceId }, None);
        return await user.Erasures.EraseAsync(new ErasePart { SourceId = sourceId, Confirm = preview.Confirm }, null, None);
    }

    private static string Mentions(Engine engine) => engine == Engine.PostgreSql ? $"t::text like '%{Marker}%'" : "1 = 0";
}
