using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Strata.Server.Tests;

/// <summary>
/// One user's way through every tool, how each refuses, and what else the protocol has; in an order in which one step makes what the next
/// needs.
/// </summary>
internal sealed partial class McpScenario(StoreServer server, ExchangeRecorder recorder)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private const string WithSessions = "2025-11-25";

    /// <summary>No text.</summary>
    private static readonly byte[] Bytes = [0, 1, 2, 255];

    private readonly RecordedTools _alice = new(recorder, server.Alice);
    private readonly RecordedTools _bob = new(recorder, server.Bob, "bob");
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    public async Task PlayAsync()
    {
        await TakeInAsync();
        await ReadSourcesAsync();
        await FollowRunsAsync();
        await ReadDocumentsAsync();
        await StoreEntitiesAsync();
        await ReadEntitiesAsync();
        await DecideAsync();
        await FindDuplicatesAsync();
        await ChangeSchemasAsync();
        await GroupAsync();
        await ReviewAsync();
        await RunBatchesAsync();
        await FeedAsync();
        await MatchPaymentsAsync();
        await EraseAsync();
        await ProveAsync();
        await SpeakAsync();
        await AskForAnothersAsync();
    }

    private async Task TakeInAsync()
    {
        recorder.Group = "ingest";
        var invoices = new
        {
            text = StoreServer.Invoices,
            file_name = "invoices.csv",
            origin = "mail",
            idempotency_key = "first",
        };
        var taken = await _alice.CallAsync("ingest", invoices);
        _made["source"] = taken.Text("source_id");
        _made["run"] = taken.GetProperty("run").Text("run_id");
        _made["invoice"] = taken.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        await _alice.CallAsync("ingest", invoices);
        await _alice.CallAsync("ingest", new { text = Samples.MoreInvoices, idempotency_key = "first" });
        await _alice.CallAsync("ingest", new { content_base64 = Convert.ToBase64String(Bytes), interpret = false });
        await _alice.CallAsync("ingest", new { url = $"{server.Address}health/live" });
        await _alice.CallAsync("ingest");
        await _alice.CallAsync("ingest", new { path = "/etc/hostname" });
        await _alice.CallAsync("reinterpret", new { source_id = _made["source"], day_first = true });
    }

    private async Task ReadSourcesAsync()
    {
        recorder.Group = "sources";
        var source = _made["source"];
        var first = await _alice.CallAsync("list_sources", new { limit = 1 });
        await _alice.CallAsync("list_sources", new { limit = 1, cursor = first.Text("next_cursor") });
        await _alice.CallAsync("list_sources", new { cursor = "nonsense" });
        await _alice.CallAsync("get_source_metadata", new { source_id = source });
        await _alice.CallAsync(
            "get_source_content",
            new
            {
                source_id = source,
                offset = 8,
                length = 10,
            }
        );
        await _alice.CallAsync("show", new { id = source });
        var sources = await server.Test.Alice.Sources.ListAsync(new PageRequest(), CancellationToken.None);
        var bytes = sources.Items.Single(s => s.ByteSize == Bytes.Length).SourceId;
        await _alice.CallAsync("get_source_content", new { source_id = bytes });
        await _alice.SendAsync("resources/list");
        await _alice.SendAsync("resources/templates/list");
        foreach (var id in new[] { source, bytes, "src_none" })
        {
            await _alice.SendAsync("resources/read", new JsonObject { ["uri"] = "strata://source/" + id });
        }
    }

    private async Task FollowRunsAsync()
    {
        recorder.Group = "runs";
        await _alice.CallAsync("list_runs", new { source_id = _made["source"], limit = 1 });
        await WatchAsync(_made["run"]);
        var queued = await _alice.CallAsync(
            "ingest",
            new
            {
                text = Samples.MoreInvoices,
                file_name = "later.csv",
                wait = false,
            }
        );
        var (source_id, run_id) = (queued.Text("source_id"), queued.GetProperty("run").Text("run_id"));
        await _alice.CallAsync("reinterpret", new { source_id });
        await TwiceAsync("cancel_run", new { run_id });
        await WatchAsync(run_id);
        var again = await _alice.CallAsync("reinterpret", new { source_id, wait = false });
        await server.Test.Store.RunWorkerAsync(
            new WorkerOptions { Once = true },
            NullLogger.Instance,
            TestContext.Current.CancellationToken
        );
        await WatchAsync(again.GetProperty("run").Text("run_id"));
        await _alice.CallAsync("watch_run", new { run_id, seconds = 601 });
    }

    private async Task ReadDocumentsAsync()
    {
        recorder.Group = "documents";
        var taken = await _alice.CallAsync("ingest", new { text = Samples.Notes, file_name = "meeting.md" });
        var listed = await _alice.CallAsync("list_documents", new { source_id = taken.Text("source_id") });
        var document_id = _made["document"] = listed.Items().First().Text("document_id");
        await _alice.CallAsync("get_blocks", new { document_id, limit = 2 });
        await _alice.CallAsync(
            "get_blocks",
            new
            {
                document_id,
                type = "table_row",
                text = "sail",
            }
        );
        await _alice.CallAsync("get_blocks", new { document_id, type = "chapter" });
        foreach (var block in new[] { 0, 99 })
        {
            var revisions = new[] { new { block, text = "Meeting of February" } };
            await _alice.CallAsync("reconstruct", new { id = document_id, revisions });
            await _alice.CallAsync("reconstruct_report", new { id = document_id, revisions });
        }
    }

    private async Task StoreEntitiesAsync()
    {
        recorder.Group = "store";
        server.Test.Time.Advance(TimeSpan.FromDays(1));
        var stored = await _alice.CallAsync("ingest_structured", Samples.People);
        string[] names = ["contact", "other", "merged", "organization"];
        foreach (var (name, entity) in names.Zip(stored.GetProperty("entities").EnumerateArray()))
        {
            _made[name] = entity.Text("entity_id");
        }
        _made["observation"] = stored.GetProperty("entities")[0].Text("observation_id");
        await _alice.CallAsync("ingest_structured", """{"entities":[{"entity_type":"invoice","fields":{"total":"much"}}]}""");
        await _alice.CallAsync("ingest_structured", """{"entities":[{"fields":{}}]}""");
        await _alice.CallAsync(
            "relate",
            new
            {
                from = _made["merged"],
                to = _made["contact"],
                type = "knows",
            }
        );
        await _alice.CallAsync("relate", new { from = _made["merged"], type = "knows" });
    }

    private async Task ReadEntitiesAsync()
    {
        recorder.Group = "entities";
        var (contact, invoice) = (_made["contact"], _made["invoice"]);
        await _alice.CallAsync("search", new { text = "acme", limit = 2 });
        await _alice.CallAsync("search", new { text = "a", kind = "rooms" });
        await _alice.CallAsync("find_entity", new { identifier = "eve@example.com" });
        await _alice.CallAsync("find_entity");
        await _alice.CallAsync(
            "list_entities",
            """{"entity_type":"invoice","filters":[{"field":"total","op":"ge","value":1000}],"sort":"-total","limit":5}"""
        );
        await _alice.CallAsync("list_entities", new { entity_type = "unicorn" });
        await _alice.CallAsync(
            "sum_entities",
            """{"entity_type":"invoice","field":"total","by":["vendor"],"where":"issue_date in 2026 or total > 10"}"""
        );
        var seq = (await _alice.CallAsync("get_entity", new { entity_id = contact })).GetProperty("seq").GetRawText();
        await _alice.CallAsync("get_entity", new { entity_id = invoice, provenance = true });
        await _alice.CallAsync("get_entity", new { entity_id = contact, known_at = seq });
        await _alice.CallAsync("get_entity", new { entity_id = 7, colour = "red" });
        await _alice.CallAsync("get_field_provenance", new { entity_id = invoice, field = "total" });
        await _alice.CallAsync("get_field_provenance", new { entity_id = invoice, field = "colour" });
        await _alice.CallAsync(
            "list_observations",
            new
            {
                entity_id = invoice,
                evidence = true,
                limit = 1,
            }
        );
        await _alice.CallAsync("entity_history", new { entity_id = contact });
        await _alice.CallAsync("get_neighborhood", new { entity_id = contact, depth = 2 });
        await _alice.CallAsync("list_timeline", new { from = "2026-01-01", limit = 1 });
        await _alice.CallAsync("list_conflicts", new { });
        await _alice.CallAsync("list_timeline", new { from = "soon" });
    }

    private async Task DecideAsync()
    {
        recorder.Group = "decisions";
        var (entity_id, decided) = (_made["contact"], new { entity_id = _made["merged"], reason = "test" });
        var corrected = await _alice.CallAsync(
            "correct",
            new
            {
                entity_id,
                fields = new { phone = "+49 30 7654321" },
                reason = "she moved",
            }
        );
        await _alice.CallAsync("correct", new { entity_id, fields = new { shoe_size = 40 } });
        string[] observations = [corrected.Text("id")];
        await _alice.CallAsync("split_entity", new { entity_id, observations, preview = true });
        await _alice.CallAsync("split_entity", new { entity_id });
        await TwiceAsync("retract", new { id = corrected.Text("id") });
        await TwiceAsync("merge_entities", new { from_entity_id = _made["merged"], to_entity_id = entity_id });
        await TwiceAsync("unmerge_entities", decided);
        await TwiceAsync("delete_entity", decided);
        await TwiceAsync("restore_entity", decided);
    }

    private async Task FindDuplicatesAsync()
    {
        recorder.Group = "duplicates";
        await _alice.CallAsync("ingest_structured", Samples.Both);
        await _alice.CallAsync("list_duplicates", new { entity_type = "contact" });
        await _alice.CallAsync("list_duplicates", new { state = "lost" });
        await TwiceAsync(
            "dismiss_duplicate",
            new
            {
                entity_id = _made["contact"],
                other_id = _made["other"],
                reason = "sisters",
            }
        );
    }

    private async Task ChangeSchemasAsync()
    {
        recorder.Group = "schemas";
        await _alice.CallAsync("register_schema", $$"""{"entity_type":"boat","schema":{{Samples.Boat}} }""");
        await _alice.CallAsync("register_schema", $$"""{"entity_type":"boat","schema":{{Samples.BoatWithSail}},"activate":false}""");
        await _alice.CallAsync("activate_schema", new { entity_type = "boat", version = 2 });
        await _alice.CallAsync("register_schema", """{"entity_type":"boat","schema":{"type":17}}""");
        await _alice.CallAsync("list_schemas");
        await _alice.CallAsync("describe_schema", new { entity_type = "boat", version = 1 });
        await _alice.CallAsync("describe_schema", new { entity_type = "unicorn" });
        await _alice.CallAsync(
            "diff_schemas",
            new
            {
                entity_type = "boat",
                from = 1,
                to = 2,
            }
        );
        await _alice.CallAsync("ingest_structured", Samples.Boats);
        await _alice.CallAsync("discover_fields", new { entity_type = "boat" });
        await _alice.CallAsync("promote_fields", """{"entity_type":"boat","fields":[{"fragment":"built"}],"reason":"asked for"}""");
        await _alice.CallAsync("promote_fields", """{"entity_type":"boat","fields":[{"fragment":"mast"}]}""");
    }

    private async Task ProveAsync()
    {
        recorder.Group = "proof";
        await _alice.CallAsync("get_usage");
        await _alice.CallAsync("verify", new { deep = true });
        await _alice.CallAsync("rebuild");
    }

    /// <summary>What is no call of a tool, in the revision without sessions and in the last one with them.</summary>
    private async Task SpeakAsync()
    {
        recorder.Group = "protocol";
        await _alice.SendAsync("server/discover");
        await _alice.SendAsync("tools/list");
        await _alice.SendAsync("ping");
        await _alice.SendAsync("tools/dance");
        await _alice.CallAsync("open_door");
        await _alice.SendAsync("tools/list", revision: "1999-01-01");
        var hello = new JsonObject
        {
            ["protocolVersion"] = WithSessions,
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        };
        await _alice.SendAsync("initialize", hello, WithSessions);
        var session = _alice.Session;
        await _alice.SendAsync("notifications/initialized", revision: WithSessions, session: session);
        await _alice.SendAsync("ping", revision: WithSessions, session: session);
        await _alice.SendAsync("tools/list", revision: WithSessions, session: session);
        var usage = new JsonObject { ["name"] = "get_usage", ["arguments"] = new JsonObject() };
        await _alice.SendAsync("tools/call", usage, WithSessions, session, "get_usage");
        await _bob.SendAsync("ping", revision: WithSessions, session: session);
        await _alice.SendAsync("ping", revision: WithSessions);
        await _alice.EndAsync(WithSessions, session);
        await _alice.SendAsync("ping", revision: WithSessions, session: session);
        await new RecordedTools(recorder, server.Anyone, "nobody").CallAsync("get_usage");
    }

    /// <summary>Every tool that takes an id, with one of another user's.</summary>
    private async Task AskForAnothersAsync()
    {
        recorder.Group = "anothers";
        _made["own"] = _made["other"];
        var hers = new UserResources(_made);
        foreach (var attempt in CrossUserRequests.Tools.Where(t => IdOfHers().IsMatch(t.Arguments)).DistinctBy(t => t.Tool))
        {
            await _bob.CallAsync(attempt.Tool, hers.Fill(attempt.Arguments));
        }
    }

    /// <summary>To its end, which has come: how much of it is told while it goes on depends on the machine.</summary>
    private Task<JsonElement> WatchAsync(string run_id) => _alice.CallAsync("watch_run", new { run_id, seconds = 600 });

    /// <summary>Done, and refused when it is asked for again.</summary>
    private async Task TwiceAsync(string tool, object arguments)
    {
        await _alice.CallAsync(tool, arguments);
        await _alice.CallAsync(tool, arguments);
    }

    [GeneratedRegex("\"[a-z_]*(id|from|to)\":\"<")]
    private static partial Regex IdOfHers();
}
