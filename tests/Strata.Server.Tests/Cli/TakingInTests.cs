using Strata.Cli;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

public sealed class TakingInTests
{
    private const string Csv =
        "Transaction ID,Date,Description,Amount,Currency\nt-1,2026-01-05,Rent,-900.00,EUR\nt-2,2026-01-07,\"Bäckerei, Nord\",-4.20,EUR\n";

    [Theory, DoorData]
    public async Task Csv_file_goes_in_and_says_what_came_of_it(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var file = store.Write("bank.csv", Csv);

        var result = await store.JsonAsync("ingest", file);

        result.Text("file_name").ShouldBe("bank.csv");
        result.Text("media_type").ShouldBe("text/csv");
        result.Text("byte_size").ShouldBe(new FileInfo(file).Length.ToString());
        result
            .Text("digest")
            .ShouldBe(
                Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))
                )
            );
        result.Text("deduplicated").ShouldBe("false");
        result.Text("run.status").ShouldBe("completed");
        result.Text("run.entity_count").ShouldBe("2");
        result
            .GetProperty("run")
            .GetProperty("entities")
            .EnumerateArray()
            .Select(e => e.Text("entity_type"))
            .ShouldAllBe(t => t == "transaction");

        (await store.JsonAsync("ingest", file)).Text("deduplicated").ShouldBe("true");
        (await store.LinesAsync("entities", "list")).Length.ShouldBe(2);
    }

    [Theory, DoorData]
    public async Task Whether_a_table_has_a_header_is_detected_or_said(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var file = store.Write("people.csv", "Miller;Berlin;blue\nSmith;Rome;red\nJones;Paris;green\n");

        (await store.JsonAsync("ingest", file)).Text("run.block_count").ShouldBe("3");
        var said = await store.JsonAsync("ingest", file, "--header", "yes");
        said.Text("run.block_count").ShouldBe("2");
        (await store.JsonAsync("reinterpret", said.Text("source_id") ?? "", "--header", "no")).Text("run.block_count").ShouldBe("3");
        (await store.RunAsync("ingest", file, "--header", "maybe")).ShouldEndWith(2).Err.ShouldContain("yes or no");
        (await store.JsonAsync("verify")).Text("ok").ShouldBe("true");
    }

    [Theory, DoorData]
    public async Task Largest_source_is_set_by_an_option_or_the_environment(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var file = store.Write("long.txt", new string('a', 3000));
        var environment = new Dictionary<string, string>(store.Variables, StringComparer.Ordinal) { ["STRATA_MAX_SOURCE_BYTES"] = "2000" };

        var refused = (await store.RunAsync("ingest", file, "--max-source-bytes", "2.5KB")).ShouldEndWith(1);
        refused.Err.ShouldContain("FILE_TOO_LARGE");
        refused.Err.ShouldContain("2500");
        (await StrataCommand.RunAsync(["ingest", file], null, environment)).ShouldEndWith(1).Err.ShouldContain("STRATA_MAX_SOURCE_BYTES");
        (await StrataCommand.RunAsync(["ingest", file, "--max-source-bytes", "3kb"], null, environment)).ShouldEndWith(0);
        (await store.RunAsync("ingest", file, "--max-source-bytes", "much")).ShouldEndWith(2).Err.ShouldContain("500MB");
    }

    [Theory]
    [InlineData("1048576", 1L << 20)]
    [InlineData("500MB", 500_000_000L)]
    [InlineData("60MiB", 60L << 20)]
    [InlineData("20g", 20_000_000_000L)]
    [InlineData("1.5 gb", 1_500_000_000L)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("7b", 7L)]
    [InlineData("0", 0L)]
    [InlineData("7i", null)]
    [InlineData("1e3", null)]
    [InlineData("-1GB", null)]
    [InlineData("99999999999TB", null)]
    [InlineData("GB", null)]
    [InlineData("4GiB", 4L << 30)]
    public void Size_is_read_with_its_unit(string text, long? bytes) => ByteSize.Parse(text).ShouldBe(bytes);

    [Theory, DoorData]
    public async Task Standard_input_goes_in_under_a_name(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);

        var result = (await store.PipeAsync(Csv, "ingest", "-", "--name", "piped.csv", "--type", "transaction", "--json"))
            .ShouldEndWith(0)
            .Json;

        (result.Text("file_name"), result.Text("run.entity_count")).ShouldBe(("piped.csv", "2"));
        var content = await store.RunAsync("sources", "content", result.Text("source_id") ?? "");
        content.ShouldEndWith(0).Out.ShouldBe(Csv);
    }

    [Theory, DoorData, Trait("req", "N-122")]
    public async Task Uninterpreted_source_is_kept_and_read_later(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var kept = await store.JsonAsync("ingest", store.Write("bank.csv", Csv), "--no-interpret");
        kept.TryGetProperty("run", out _).ShouldBeFalse();
        (await store.LinesAsync("entities", "list")).ShouldBeEmpty();

        var read = await store.JsonAsync("reinterpret", kept.Text("source_id") ?? "", "--type", "transaction");

        read.Text("run.entity_count").ShouldBe("2");
        var run = (await store.LinesAsync("runs", "list", "--source", kept.Text("source_id") ?? "")).ShouldHaveSingleItem();
        run.Text("run_id").ShouldBe(read.Text("run.run_id"));
        (await store.JsonAsync("runs", "show", run.Text("run_id") ?? "")).Text("configuration").ShouldNotBeNull();
    }

    [Theory, DoorData]
    public async Task Folder_with_one_bad_file_takes_in_the_others_and_fails(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        store.Write("in/bank.csv", Csv);
        store.Write("in/deep/contacts.json", """[{"name":"Ann Lee","email":"ann@example.org"}]""");
        store.Write("in/bad.json", "{\"name\": ");
        store.Write("in/.hidden.csv", "never,read\n1,2\n");
        store.Write("in/.git/config.json", "{}");
        var folder = Path.Combine(store.Files, "in");

        var ended = (await store.RunAsync("ingest", folder, "--json")).ShouldEndWith(1);

        ended
            .JsonLines.ToDictionary(r => r.Text("file_name") ?? "", r => r.Text("run.status"))
            .ShouldBe(
                new Dictionary<string, string?>
                {
                    ["bad.json"] = "failed",
                    ["bank.csv"] = "completed",
                    ["contacts.json"] = "completed",
                },
                ignoreOrder: true
            );
        var shown = (await store.RunAsync("ingest", folder)).ShouldEndWith(1);
        shown.Out.ShouldContain("deep/contacts.json");
        shown.Out.ShouldNotContain("hidden");
        shown.Out.ShouldNotContain('\u001b');
        shown.Err.ShouldContain("3 files: 2 completed, 1 failed.");
    }

    [Theory, DoorData]
    public async Task Attachment_that_could_not_be_read_is_named_by_its_file_name_alone_and_in_a_folder(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var file = store.Write("in/offer.eml", MailWith("offer.doc"));
        store.Write("in/two.eml", MailWith("a.doc", "b.doc"));
        store.Write("in/bank.csv", Csv);

        var alone = (await store.RunAsync("ingest", file)).ShouldEndWith(0);
        var told = alone.Out.Split('\n').Where(line => line.Contains("offer.doc", StringComparison.Ordinal)).ShouldHaveSingleItem();
        told.ShouldStartWith("  ! members: 2 (offer.doc): ");
        alone.Out.ShouldContain(" partial: ");
        (await store.RunAsync("ingest", file)).Out.ShouldContain("  ! members: 2 (offer.doc): ");
        var kept = (await store.RunAsync("ingest", store.Write("other.eml", MailWith("c.doc")), "--no-interpret")).ShouldEndWith(0);
        kept.Out.ShouldNotContain("  ! ");

        var folder = (await store.RunAsync("ingest", Path.Combine(store.Files, "in"), "--type", "transaction")).ShouldEndWith(0);
        var rows = folder.Out.Split('\n');
        rows.ShouldContain(row =>
            row.Contains("offer.eml", StringComparison.Ordinal)
            && row.Contains("2 (offer.doc): ", StringComparison.Ordinal)
            && row.Contains("partial", StringComparison.Ordinal)
        );
        rows.ShouldContain(row =>
            row.Contains("two.eml", StringComparison.Ordinal) && row.Contains("2 (a.doc) (and 1 more): ", StringComparison.Ordinal)
        );
        folder.Err.ShouldContain("3 files: 1 completed, 2 partial; 3 members inside them could not be read.");
    }

    /// <summary>A mail whose attachments, after its text, are of a format that nothing reads.</summary>
    private static string MailWith(params string[] names) =>
        "From: ann@example.org\nSubject: Files\nDate: Mon, 02 Feb 2026 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + "--b\nContent-Type: text/plain\n\nSee the files.\n"
        + string.Concat(
            names.Select(
                (name, i) =>
                    $"--b\nContent-Type: application/msword; name={name}\nContent-Disposition: attachment; filename={name}\nContent-Transfer-Encoding: base64\n\n"
                    + Convert.ToBase64String([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000 + i]])
                    + "\n"
            )
        )
        + "--b--\n";

    [Theory, DoorData]
    public async Task Same_idempotency_key_replays_and_refuses_another_payload(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var first = await store.PipeAsync(
            """{"entity_type":"note","fields":{"title":"One"}}""",
            "store",
            "-",
            "--idempotency-key",
            "k1",
            "--json"
        );
        var again = await store.PipeAsync(
            """{"fields":{"title":"One"},"entity_type":"note"}""",
            "store",
            "-",
            "--idempotency-key",
            "k1",
            "--json"
        );
        var other = await store.PipeAsync(
            """{"entity_type":"note","fields":{"title":"Two"}}""",
            "store",
            "-",
            "--idempotency-key",
            "k1",
            "--json"
        );

        first.ShouldEndWith(0);
        again.ShouldEndWith(0).Out.ShouldBe(first.Out);
        JsonElement.Parse(other.ShouldEndWith(4).Err).Text("code").ShouldBe("IDEMPOTENCY_MISMATCH");
    }

    [Theory, DoorData]
    public async Task Web_address_of_this_machine_is_refused(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);

        var ended = (await store.RunAsync("ingest", "http://127.0.0.1:9/x.csv", "--json")).ShouldEndWith(1);

        JsonElement.Parse(ended.Err).Text("code").ShouldNotBeNull();
    }
}
