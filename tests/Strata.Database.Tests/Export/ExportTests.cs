using System.IO.Compression;
using System.Security.Cryptography;
using Strata.Testing;

namespace Strata.Export;

/// <summary>What stands leaves in the formats that people and programs use; the same position of the ledger gives the same bytes.</summary>
public sealed class ExportTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Entities_leave_as_they_stood_and_the_same_position_gives_the_same_bytes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var ann = await user.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann","phone":"+49 30 123456"}""");
        var ben = await user.StoreAsync("contact", """{"email":"ben@example.com","name":"Ben"}""");
        var cid = await user.StoreAsync("contact", """{"email":"cid@example.com","name":"Cid"}""");
        await user.DeleteAsync(cid.EntityId);
        await user.IngestAsync("invoices.csv", "Invoice No;Vendor;Total\nINV-1;Acme;1.234,50\nINV-2;Acme;2,00\n");
        var at = await SeqAsync(user);
        ExportRequest[] requests =
        [
            new() { EntityTypes = ["contact"] },
            new() { Provenance = true },
            new()
            {
                EntityTypes = ["invoice"],
                Format = "csv",
                Provenance = true,
            },
            new() { Zip = true },
            new()
            {
                EntityTypes = ["contact", "invoice"],
                Zip = true,
                Format = "csv",
            },
        ];
        var before = new List<byte[]>();
        foreach (var request in requests)
        {
            before.Add(await BytesAsync(user, request with { KnownAt = at }));
            EmptyCache(store);
            (await BytesAsync(user, request)).ShouldBe(before[^1]);
        }
        var lines = Lines(before[0]);
        lines.Select(l => l.GetProperty("entity_id").GetString()).ShouldBe([ann.EntityId, ben.EntityId]);
        lines[0].GetProperty("fields").GetProperty("phone").GetString().ShouldBe("+49 30 123456");

        await user.CorrectAsync(ann.EntityId, """{"name":"Anna"}""");
        await user.MergeAsync(ben.EntityId, ann.EntityId);
        await user.RestoreAsync(cid.EntityId);
        await user.StoreAsync("contact", """{"email":"dee@example.com","name":"Dee"}""");
        await user.IngestAsync("more.csv", "Invoice No;Vendor;Total\nINV-1;Acme;7,00\nINV-3;Acme;3,00\n");

        EmptyCache(store);
        for (var i = 0; i < requests.Length; i++)
        {
            (await BytesAsync(user, requests[i] with { KnownAt = at })).ShouldBe(before[i], requests[i].ToString());
        }
        Lines(await BytesAsync(user, requests[0]))
            .Select(l => l.GetProperty("fields").GetProperty("name").GetString())
            .ShouldBe(["Anna", "Cid", "Dee"]);
        var changed = Lines(await BytesAsync(user, requests[0] with { ChangedAfter = long.Parse(at) }));
        changed
            .Select(l => (l.GetProperty("entity_id").GetString(), l.TryGetProperty("state", out var state) ? state.GetString() : null))
            .Take(3)
            .ShouldBe([(ann.EntityId, null), (ben.EntityId, "merged"), (cid.EntityId, null)]);
    }

    [Theory, DatabaseData]
    public async Task Every_value_says_where_it_comes_from(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var source = await user.IngestAsync("invoices.csv", "Invoice No;Vendor;Total\nINV-1;Acme;1.234,50\n");
        var invoice = source.Run.ShouldNotBeNull().Entities[0].EntityId;
        await user.CorrectAsync(invoice, """{"vendor":"Acme Ltd"}""");

        var line = Lines(await BytesAsync(user, new ExportRequest { EntityTypes = ["invoice"], Provenance = true })).ShouldHaveSingleItem();

        var total = line.GetProperty("provenance").GetProperty("total");
        total.GetProperty("source_id").GetString().ShouldBe(source.SourceId);
        total.GetProperty("quote").GetString().ShouldBe("1.234,50");
        var at = total.GetProperty("locator");
        "Invoice No;Vendor;Total\nINV-1;Acme;1.234,50\n"
            .Substring(at.GetProperty("start").GetInt32(), at.GetProperty("length").GetInt32())
            .ShouldBe("1.234,50");
        line.GetProperty("provenance").GetProperty("vendor").GetProperty("class").GetString().ShouldBe("correction");
    }

    [Theory, DatabaseData]
    public async Task Hostile_names_and_values_stay_what_they_are(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync(
            "odd",
            """
            {"type":"object","properties":{"=cmd|' /C calc'!A0":{"type":"string"},"a,\"b\"":{"type":"string"},"Name":{"type":"string"},
             "entity_id":{"type":"string"},"n":{"type":"number"},"_SEQ":{"type":"string"},"../x":{"type":"array","items":{"type":"string"}}},
             "x-strata":{"identity":[["Name"]]}}
            """
        );
        await user.StoreAsync(
            "odd",
            """{"=cmd|' /C calc'!A0":"@SUM(A1)","a,\"b\"":"x\r\n\"y\",z","Name":"=1+1","_SEQ":" +1","entity_id":"-2","n":-5,"../x":["=a","b"]}"""
        );

        var line = Lines(await BytesAsync(user, new ExportRequest { EntityTypes = ["odd"] })).ShouldHaveSingleItem().GetProperty("fields");
        line.GetProperty("a,\"b\"").GetString().ShouldBe("x\r\n\"y\",z");
        var plain = Csv(await BytesAsync(user, new ExportRequest { EntityTypes = ["odd"], Format = "csv" }));
        var safe = Csv(
            await BytesAsync(
                user,
                new ExportRequest
                {
                    EntityTypes = ["odd"],
                    Format = "csv",
                    Safe = true,
                }
            )
        );
        plain.Count.ShouldBe(2);
        plain[0].Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(plain[0].Count);
        string[] unsafeStarts = ["=", "+", "-", "@", "\t", "\r"];
        foreach (var (header, cell) in safe[0].Concat(safe[1]).Select(c => (c, c)))
        {
            (unsafeStarts.Any(s => cell.TrimStart(' ').StartsWith(s, StringComparison.Ordinal)) && cell != "-5").ShouldBeFalse(header);
        }
        plain[1].ShouldContain("=1+1");
        plain[1].ShouldContain("x\r\n\"y\",z");
        safe[1].ShouldContain("'=1+1");
        safe[1].ShouldContain("-5");
        var zip = await BytesAsync(
            user,
            new ExportRequest
            {
                EntityTypes = ["odd"],
                Format = "csv",
                Zip = true,
            }
        );
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        archive.Entries.ShouldAllBe(e => !e.FullName.Contains("..", StringComparison.Ordinal));
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task Blocks_have_what_stands_about_them_beside_what_never_changes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var read = await AnnotatedText.IngestAsync(store, "contract_clause", AnnotatedText.Clauses);
        var staged = Lines(await BytesAsync(user, new ExportRequest { Source = read.SourceId, Include = ["staged"] }));
        staged.Select(l => l.GetProperty("user_defined").EnumerateObject().Count()).ShouldAllBe(n => n == 0);
        staged[1]
            .GetProperty("staged")
            .EnumerateArray()
            .Select(f => f.GetProperty("field").GetString())
            .Order()
            .ShouldBe(["risk", "topic"]);
        Lines(await BytesAsync(user, new ExportRequest { Source = read.SourceId })).Any(HasStaged).ShouldBeFalse();
        var at = await SeqAsync(user);
        var before = await BytesAsync(user, new ExportRequest { Source = read.SourceId, Include = ["staged"] });

        await read.ConfirmAsync("topic");
        await read.CorrectAsync("risk", "low");

        var lines = Lines(
            await BytesAsync(
                user,
                new ExportRequest
                {
                    Source = read.SourceId,
                    Include = ["staged"],
                    Provenance = true,
                }
            )
        );
        var block = lines[1];
        block.GetProperty("immutable").GetProperty("text").GetString().ShouldBe("The supplier shall deliver by 1 March 2027.");
        block.GetProperty("immutable").GetProperty("index").GetInt32().ShouldBe(1);
        block.GetProperty("immutable").GetProperty("source_id").GetString().ShouldBe(read.SourceId);
        block.GetProperty("user_defined").GetProperty("contract_clause").GetRawText().ShouldBe("""{"risk":"low","topic":"term"}""");
        block
            .GetProperty("provenance")
            .GetProperty("contract_clause")
            .GetProperty("risk")
            .GetProperty("class")
            .GetString()
            .ShouldBe("correction");
        HasStaged(block).ShouldBeFalse();
        var csv = Csv(await BytesAsync(user, new ExportRequest { Source = read.SourceId, Format = "csv" }));
        csv[2][csv[0].IndexOf("contract_clause.risk:text")].ShouldBe("low");
        (
            await BytesAsync(
                user,
                new ExportRequest
                {
                    Source = read.SourceId,
                    Include = ["staged"],
                    KnownAt = at,
                }
            )
        ).ShouldBe(before);

        static bool HasStaged(JsonElement line) => line.TryGetProperty("staged", out _);
    }

    [Theory, DatabaseData, Trait("req", "B-7")]
    public async Task A_project_is_a_file_per_document_and_what_fails_is_named(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var text = await user.IngestAsync("../../a b.md", "# One\n\nTwo.\n");
        var table = await user.IngestAsync("t.csv", "code,text\n1,x\n2,y\n");
        var never = await user.IngestAsync("never.md", "Not read.\n", new IngestRequest { Interpret = false });
        var broken = await user.IngestAsync("broken.bin", [0, 1, 2, 3, 255, 254, 7], new IngestRequest { Interpret = false });
        var outside = await user.IngestAsync("outside.md", "Elsewhere.\n");
        var project = (await user.Projects.CreateAsync(new CreateProject { Name = "Papers" }, None)).Project;
        await user.Projects.AddAsync(
            new ProjectSources
            {
                ProjectId = project.ProjectId,
                SourceIds = [text.SourceId, table.SourceId, never.SourceId, broken.SourceId],
            },
            None
        );
        var at = await SeqAsync(user);
        var bytes = await BytesAsync(user, new ExportRequest { Project = "papers", Zip = true });

        var (manifest, entries) = Zip(bytes);
        entries.Keys.ShouldBe(
            ["documents/a-b-md.jsonl", "documents/t-csv.jsonl", "documents/never-md.jsonl", "schema.json", "manifest.json"],
            ignoreOrder: true
        );
        manifest.Entries.Select(e => e.SourceId).ShouldBe([text.SourceId, table.SourceId, never.SourceId]);
        manifest.Failed.ShouldHaveSingleItem().SourceId.ShouldBe(broken.SourceId);
        manifest.KnownAt.ShouldBe(long.Parse(at));
        foreach (var entry in manifest.Entries)
        {
            Convert.ToHexStringLower(SHA256.HashData(entries[entry.Name])).ShouldBe(entry.Sha256);
            Lines(entries[entry.Name]).Count.ShouldBe((int)entry.Rows);
        }
        await user.Projects.AddAsync(new ProjectSources { ProjectId = project.ProjectId, SourceIds = [outside.SourceId] }, None);
        await user.Projects.RemoveAsync(new ProjectSources { ProjectId = project.ProjectId, SourceIds = [text.SourceId] }, None);
        (
            await BytesAsync(
                user,
                new ExportRequest
                {
                    Project = "papers",
                    Zip = true,
                    KnownAt = at,
                }
            )
        ).ShouldBe(bytes);
        Zip(
            await BytesAsync(
                user,
                new ExportRequest
                {
                    Project = "papers",
                    Zip = true,
                    Format = "csv",
                }
            )
        )
            .Manifest.Entries.Select(e => e.SourceId)
            .ShouldBe([table.SourceId, never.SourceId, outside.SourceId]);
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Two_users_never_get_each_others_rows(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"zanzibarite"}""");
        var source = await store.Alice.IngestAsync("a.md", "zanzibarite\n");
        await store.Bob.StoreAsync("contact", """{"email":"b@example.com","name":"Bob"}""");
        // The same request at the same position: what is cached for one is not the other's.
        var request = new ExportRequest { EntityTypes = ["contact"] };
        Encoding.UTF8.GetString(await BytesAsync(store.Alice, request)).ShouldContain("zanzibarite");

        var his = Encoding.UTF8.GetString(await BytesAsync(store.Bob, request));

        his.ShouldContain("Bob");
        his.ShouldNotContain("zanzibarite");
        (
            await Should.ThrowAsync<StrataException>(() => BytesAsync(store.Bob, new ExportRequest { Source = source.SourceId }))
        ).Code.ShouldBe(ErrorCode.SourceNotFound);
        var cache = Path.Combine(store.Folder, "cache", "exports");
        Directory.GetFiles(cache, "*", SearchOption.AllDirectories).Length.ShouldBe(2);
        foreach (var file in Directory.GetFiles(cache, "*", SearchOption.AllDirectories))
        {
            ModeOf(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory, DatabaseData]
    public async Task What_excludes_itself_is_refused_with_the_reason(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        ExportRequest[] wrong =
        [
            new() { Format = "xml" },
            new() { Format = "csv" },
            new() { EntityTypes = ["contact"], Source = "x" },
            new() { EntityTypes = ["contact"], Include = ["staged"] },
            new() { Source = "x", Include = ["everything"] },
            new() { Source = "x", ChangedAfter = 1 },
            new() { EntityTypes = ["contact"], Safe = true },
        ];
        foreach (var request in wrong)
        {
            (await Should.ThrowAsync<StrataException>(() => BytesAsync(store.Alice, request))).Code.ShouldBe(
                ErrorCode.InvalidContent,
                request.ToString()
            );
        }
    }

    internal static async Task<byte[]> BytesAsync(IStrata user, ExportRequest request)
    {
        var download = await user.Exports.OpenAsync(request, null, None);
        await using var content = download.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, None);
        bytes.Length.ShouldBe(download.Size.ShouldNotBeNull());
        return bytes.ToArray();
    }

    internal static UnixFileMode ModeOf(string file) =>
        OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file);

    /// <summary>Has exports be written anew.</summary>
    internal static void EmptyCache(TestStore store) => Directory.Delete(Path.Combine(store.Folder, "cache", "exports"), recursive: true);

    internal static async Task<string> SeqAsync(IStrata user) =>
        (await user.Exports.LinkAsync(new ExportRequest(), None)).KnownAt.ToString(CultureInfo.InvariantCulture);

    internal static IReadOnlyList<JsonElement> Lines(byte[] bytes) =>
        [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    private static (ExportManifest Manifest, Dictionary<string, byte[]> Entries) Zip(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var entries = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(content);
            entries.Add(entry.FullName, content.ToArray());
        }
        var shape = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<ExportManifest>)
            StrataJson.Options.GetTypeInfo(typeof(ExportManifest));
        return (JsonSerializer.Deserialize(entries["manifest.json"], shape).ShouldNotBeNull(), entries);
    }

    /// <summary>Records of a CSV by RFC 4180.</summary>
    private static List<List<string>> Csv(byte[] bytes)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        var text = Encoding.UTF8.GetString(bytes);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    cell.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' when !quoted:
                    row.Add(cell.ToString().TrimEnd('\r'));
                    cell.Clear();
                    rows.Add(row);
                    row = [];
                    break;
                default:
                    cell.Append(text[i]);
                    break;
            }
        }
        return rows;
    }
}
