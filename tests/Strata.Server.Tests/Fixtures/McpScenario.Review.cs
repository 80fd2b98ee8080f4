using Microsoft.Extensions.Logging.Abstractions;
using Strata.Feeds;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Projects, staged findings, batches, feeds, payments and erasures.</summary>
internal sealed partial class McpScenario
{
    private async Task GroupAsync()
    {
        recorder.Group = "projects";
        var made = await _alice.CallAsync("create_project", new { name = "Taxes", description = "Of 2026" });
        await _alice.CallAsync("create_project", new { name = "Taxes" });
        var project_id = _made["project"] = made.GetProperty("project").Text("project_id");
        string[] source_ids = [_made["source"]];
        await _alice.CallAsync("update_project", new { project_id, name = "Taxes 2026" });
        await _alice.CallAsync("add_to_project", new { project_id, source_ids });
        await _alice.CallAsync("list_project_sources", new { project_id });
        await _alice.CallAsync("get_project", new { project_id });
        await _alice.CallAsync("list_projects");
        await _alice.CallAsync("export", new { project = project_id, zip = true });
        await _alice.CallAsync("query_sql", new { sql = "select entity_type, count(*) as n from entities group by 1 order by 1" });
        await _alice.CallAsync("query_sql", new { sql = "copy entities to 'x'" });
        await _alice.CallAsync("remove_from_project", new { project_id, source_ids });
        await _alice.CallAsync("add_to_project", new { project_id, source_ids });
        var other = await _alice.CallAsync("create_project", new { name = "To go" });
        await TwiceAsync("delete_project", new { project_id = other.GetProperty("project").Text("project_id") });
    }

    private async Task ReviewAsync()
    {
        recorder.Group = "review";
        var staged = await StageAsync("staged.csv", Samples.Staged);
        var run_id = staged.GetProperty("run").Text("run_id");
        var listed = await _alice.CallAsync("list_findings", new { run_id, limit = 4 });
        var findings = listed.GetProperty("items").EnumerateArray().ToList();
        var (finding_id, other) = (findings[0].Text("finding_id"), findings[1].Text("finding_id"));
        _made["finding"] = finding_id;
        await _alice.CallAsync("get_finding", new { finding_id });
        await _alice.CallAsync("comment_finding", new { finding_id, text = "Ask the vendor" });
        await _alice.CallAsync("assign_findings", $$"""{"finding_ids":["{{finding_id}}"],"assignee":"ann"}""");
        await _alice.CallAsync("next_findings", new { run_id, lease = false, limit = 2 });
        var decided = await _alice.CallAsync(
            "review_findings",
            $$"""{"changes":[{"finding_id":"{{finding_id}}","action":"confirm"},{"finding_id":"{{other}}","action":"reject"}]}"""
        );
        await _alice.CallAsync("undo_review", new { decision_id = decided.Text("decision_id") });
        var bulk = await _alice.CallAsync("review_matching", $$"""{"filter":{"run_id":"{{run_id}}"},"action":"confirm"}""");
        await DoJobsAsync();
        var decision_id = _made["bulk"] = bulk.Text("decision_id");
        await _alice.CallAsync("get_bulk_review", new { decision_id });
        await _alice.CallAsync("review_stats", new { run_id });
        var document_id = findings[0].Text("document_id");
        await _alice.CallAsync("approve_document", new { document_id, sign_off = true });
        await _alice.CallAsync("get_document_review", new { document_id });
        var again = await StageAsync("staged-again.csv", Samples.StagedAgain);
        await _alice.CallAsync("compare_runs", new { run_id, other_id = again.GetProperty("run").Text("run_id") });
        await TwiceAsync("delete_run", new { run_id = again.GetProperty("run").Text("run_id") });
        await _alice.CallAsync("list_schema_templates");
        await _alice.CallAsync("register_schema", $$"""{"entity_type":"remark","schema":{{Samples.Remark}} }""");
        await _alice.CallAsync("plan_answers", new { document_id, entity_type = "remark" });
        await _alice.CallAsync("set_prompt", """{"prompt":{"instructions":"Answer in English."}}""");
        await _alice.CallAsync("get_prompt");
        await _alice.CallAsync(
            "try_schema",
            new
            {
                source_id = _made["source"],
                entity_type = "note",
                blocks = 2,
            }
        );
        await _alice.CallAsync("review_findings", $$"""{"changes":[{"finding_id":"{{other}}","action":"reject"}]}""");
        await TwiceAsync("delete_schema", new { entity_type = "remark" });
        await _alice.CallAsync("retry_rejected", new { run_id });
    }

    private Task<JsonElement> StageAsync(string file_name, string text) =>
        _alice.CallAsync(
            "ingest",
            new
            {
                text,
                file_name,
                stage = true,
            }
        );

    private async Task RunBatchesAsync()
    {
        recorder.Group = "batches";
        var begun = await _alice.CallAsync("start_batch", new { project = _made["project"], stage = true });
        var batch_id = _made["batch"] = begun.Text("batch_id");
        await _alice.CallAsync("change_batch", new { batch_id, action = "pause" });
        await _alice.CallAsync("change_batch", new { batch_id, action = "resume" });
        await DoJobsAsync();
        await _alice.CallAsync("get_batch", new { batch_id });
        await _alice.CallAsync("list_batches");
        var other = await _alice.CallAsync("start_batch", new { project = _made["project"], stage = true });
        await _alice.CallAsync("compare_batches", new { batch_id, other_id = other.Text("batch_id") });
    }

    private async Task FeedAsync()
    {
        recorder.Group = "feeds";
        // Feeds are added elsewhere: agents are not asked for passwords, and folders are named on the store's own machine only.
        var mailbox = new FeedRequest
        {
            Host = "imap.example.com",
            UserName = "eve",
            Password = "sesame",
        };
        await server.Test.Alice.Feeds.PutAsync("mail", mailbox, Cancel);
        await _alice.CallAsync("get_feed", new { name = "mail" });
        await _alice.CallAsync("list_feeds");
        var folder = TestFolder.New();
        await File.WriteAllTextAsync(Path.Combine(folder, "seen.txt"), "Seen in a folder.", Cancel);
        var local = server.Test.Store.For(new UserId("alice"), "alice", isLocal: true);
        await local.Feeds.PutAsync("scans", new FeedRequest { Path = folder }, Cancel);
        await _alice.CallAsync("run_feed", new { name = "scans" });
        await local.Feeds.RemoveAsync("scans", Cancel);
        Directory.Delete(folder, recursive: true);
    }

    private async Task MatchPaymentsAsync()
    {
        recorder.Group = "payments";
        var stored = await _alice.CallAsync("ingest_structured", Samples.Paid);
        var ids = stored.GetProperty("entities").EnumerateArray().Select(e => e.Text("entity_id")).ToList();
        await _alice.CallAsync("find_payment_matches");
        await _alice.CallAsync("list_payment_matches", new { state = "all" });
        await _alice.CallAsync("confirm_payment_match", new { payment_id = ids[1], invoice_id = ids[0] });
        await _alice.CallAsync("dismiss_payment_match", new { payment_id = ids[3], invoice_id = ids[2] });
        await _alice.CallAsync("list_recurring", new { today = "2026-11-24" });
        await _alice.CallAsync("list_due", new { today = "2026-11-24", limit = 3 });
        await _alice.CallAsync("count_entities", new { entity_type = "invoice", where = "total > 100" });
    }

    private async Task EraseAsync()
    {
        recorder.Group = "erasures";
        var taken = await _alice.CallAsync("ingest", new { text = "To be forgotten.", file_name = "secret.txt" });
        var source_id = taken.Text("source_id");
        var shown = await _alice.CallAsync("preview_erasure", new { source_id });
        var erased = await _alice.CallAsync("erase_part", new { source_id, confirm = shown.Text("confirm"), reason = "asked for" });
        await _alice.CallAsync("lift_erasure", new { erasure_id = erased.Text("erasure_id"), reason = "by mistake" });
    }

    private Task DoJobsAsync() => server.Test.Store.RunWorkerAsync(new WorkerOptions { Once = true }, NullLogger.Instance, Cancel);
}
