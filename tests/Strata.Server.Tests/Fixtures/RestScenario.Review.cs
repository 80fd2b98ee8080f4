using System.Net.Http.Headers;
using Strata.Feeds;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Projects, staged findings, batches, feeds, payments and erasures.</summary>
internal sealed partial class RestScenario
{
    private async Task GroupAsync()
    {
        recorder.Group = "projects";
        var made = await _alice.PostAsync($"{Api}/projects", """{"name":"Taxes","description":"Of 2026","idempotency_key":"taxes"}""");
        await _alice.PostAsync($"{Api}/projects", """{"name":"Taxes"}""");
        _made["project"] = made.Body.GetProperty("project").Text("project_id");
        var project = $"{Api}/projects/{_made["project"]}";
        await _alice.SendAsync(HttpMethod.Put, project, Json("""{"name":"Taxes 2026"}"""));
        await _alice.PostAsync($"{project}/sources", $$"""{"source_ids":["{{_made["source"]}}","{{_made["mail"]}}"]}""");
        await _alice.PostAsync($"{project}/sources/remove", $$"""{"source_ids":["{{_made["mail"]}}"]}""");
        await _alice.GetAsync($"{project}/sources");
        await _alice.GetAsync(project);
        await _alice.GetAsync($"{Api}/projects");
        await _alice.GetAsync($"{Api}/entities?type=invoice&project=Taxes%202026&limit=1");
        var other = await _alice.PostAsync($"{Api}/projects", """{"name":"To go"}""");
        var gone = $"{Api}/projects/{other.Body.GetProperty("project").Text("project_id")}/delete";
        await _alice.PostAsync(gone, "{}");
        await _alice.PostAsync(gone, "{}");
    }

    private async Task ReviewAsync()
    {
        recorder.Group = "review";
        var staged = await _alice.UploadAsync($"{Api}/sources?file_name=staged.csv&stage=true", Samples.Staged, "text/csv");
        _made["staged"] = staged.Body.GetProperty("run").Text("run_id");
        var listed = await _alice.GetAsync($"{Api}/findings?run_id={_made["staged"]}&limit=4");
        var ids = listed.Body.Items().Select(f => f.Text("finding_id")).ToList();
        _made["finding"] = ids[0];
        await _alice.GetAsync($"{Api}/findings/{ids[0]}");
        await _alice.PostAsync($"{Api}/findings/{ids[0]}/comments", """{"text":"Ask the vendor"}""");
        await _alice.PostAsync($"{Api}/findings/assign", $$"""{"finding_ids":["{{ids[0]}}"],"assignee":"ann"}""");
        await _alice.PostAsync($"{Api}/findings/next", $$"""{"run_id":"{{_made["staged"]}}","lease":false,"limit":2}""");
        var decided = await _alice.PostAsync(
            $"{Api}/findings/review",
            $$"""{"changes":[{"finding_id":"{{ids[0]}}","action":"confirm"},{"finding_id":"{{ids[1]}}","action":"reject"}],"reason":"read"}"""
        );
        await _alice.PostAsync(
            $"{Api}/findings/review",
            $$"""{"changes":[{"finding_id":"{{ids[0]}}","action":"reject","revision":1}]}"""
        );
        await _alice.PostAsync($"{Api}/findings/undo", $$"""{"decision_id":"{{decided.Text("decision_id")}}"}""");
        var bulk = await _alice.PostAsync(
            $"{Api}/findings/review-matching",
            $$"""{"filter":{"run_id":"{{_made["staged"]}}"},"action":"confirm"}"""
        );
        _made["bulk"] = bulk.Text("decision_id");
        await DoJobsAsync();
        await _alice.GetAsync($"{Api}/findings/review-matching/{_made["bulk"]}");
        await _alice.GetAsync($"{Api}/findings/stats?run_id={_made["staged"]}");
        var document = listed.Body.Items().First().Text("document_id");
        await _alice.PostAsync($"{Api}/documents/{document}/approve", """{"sign_off":true,"reason":"all read"}""");
        await _alice.GetAsync($"{Api}/documents/{document}/review");
        var again = await _alice.UploadAsync($"{Api}/sources?file_name=staged-again.csv&stage=true", Samples.StagedAgain, "text/csv");
        await _alice.GetAsync($"{Api}/runs/{_made["staged"]}/compare?other_id={again.Body.GetProperty("run").Text("run_id")}");
        await _alice.GetAsync($"{Api}/runs/{_made["staged"]}/compare?other_id={_made["staged"]}");
        var wrong = $"{Api}/runs/{again.Body.GetProperty("run").Text("run_id")}/delete";
        await _alice.PostAsync(wrong, """{"reason":"the wrong file"}""");
        await _alice.PostAsync(wrong, "{}");
        await _alice.GetAsync($"{Api}/schema-templates");
        await _alice.PostAsync($"{Api}/schemas", $$"""{"entity_type":"remark","schema":{{Samples.Remark}} }""");
        await _alice.GetAsync($"{Api}/documents/{_made["document"]}/requests?entity_type=remark");
        await _alice.SendAsync(HttpMethod.Put, $"{Api}/prompt", Json("""{"prompt":{"instructions":"Answer in English."}}"""));
        await _alice.GetAsync($"{Api}/prompt");
        await _alice.PostAsync($"{Api}/sources/{_made["source"]}/try", """{"entity_type":"note","blocks":2}""");
        await _alice.PostAsync($"{Api}/findings/review", $$"""{"changes":[{"finding_id":"{{ids[1]}}","action":"reject"}]}""");
        await _alice.PostAsync($"{Api}/schemas/remark/delete", "{}");
        await _alice.PostAsync($"{Api}/schemas/invoice/delete", "{}");
        await _alice.PostAsync($"{Api}/findings/retry", $$"""{"run_id":"{{_made["staged"]}}"}""");
    }

    private async Task RunBatchesAsync()
    {
        recorder.Group = "batches";
        await _alice.PostAsync($"{Api}/batches", $$"""{"project":"{{_made["project"]}}","estimate":true}""");
        var begun = await _alice.PostAsync($"{Api}/batches", $$"""{"project":"{{_made["project"]}}","stage":true}""");
        _made["batch"] = begun.Text("batch_id");
        await _alice.PostAsync($"{Api}/batches/{_made["batch"]}", """{"action":"pause"}""");
        await _alice.PostAsync($"{Api}/batches/{_made["batch"]}", """{"action":"resume"}""");
        await DoJobsAsync();
        await _alice.GetAsync($"{Api}/batches/{_made["batch"]}");
        await _alice.GetAsync($"{Api}/batches");
        var other = await _alice.PostAsync($"{Api}/batches", $$"""{"project":"{{_made["project"]}}","stage":true}""");
        await _alice.GetAsync($"{Api}/batches/{_made["batch"]}/compare?other_id={other.Text("batch_id")}");
    }

    private async Task FeedAsync()
    {
        recorder.Group = "feeds";
        const string feed = $"{Api}/feeds/mail";
        await _alice.SendAsync(HttpMethod.Put, feed, Json("""{"host":"imap.example.com","user_name":"eve","password":"sesame","cron":"@daily"}"""));
        await _alice.SendAsync(HttpMethod.Put, $"{Api}/feeds/scans", Json("""{"path":"/"}"""));
        await _alice.GetAsync(feed);
        await _alice.GetAsync($"{Api}/feeds");
        // Folders are named on the store's own machine only; whoever may write can fetch from them.
        var folder = TestFolder.New();
        await File.WriteAllTextAsync(Path.Combine(folder, "seen.txt"), "Seen in a folder.", Cancel);
        var local = server.Test.Store.For(new UserId("alice"), "alice", isLocal: true);
        await local.Feeds.PutAsync("scans", new FeedRequest { Path = folder }, Cancel);
        await _alice.PostAsync($"{Api}/feeds/scans/run", "{}");
        await local.Feeds.RemoveAsync("scans", Cancel);
        Directory.Delete(folder, recursive: true);
        await _alice.PostAsync($"{feed}/pause");
        await _alice.PostAsync($"{feed}/resume");
        await _alice.DeleteAsync(feed);
        await _alice.DeleteAsync(feed);
    }

    private async Task MatchPaymentsAsync()
    {
        recorder.Group = "payments";
        var stored = await _alice.PostAsync($"{Api}/entities", Samples.Paid);
        var ids = stored.Body.GetProperty("entities").EnumerateArray().Select(e => e.Text("entity_id")).ToList();
        await _alice.PostAsync($"{Api}/payments/matches/find");
        await _alice.GetAsync($"{Api}/payments/matches?state=all");
        var (first, second) = ($"{Api}/payments/matches/{ids[1]}/{ids[0]}", $"{Api}/payments/matches/{ids[3]}/{ids[2]}");
        await _alice.GetAsync(first);
        await _alice.PostAsync($"{first}/confirm", """{"reason":"the same number"}""");
        await _alice.PostAsync($"{second}/dismiss", "{}");
        await _alice.GetAsync($"{Api}/payments/recurring?today=2026-11-24");
        await _alice.GetAsync($"{Api}/due?today=2026-11-24&limit=3");
        await _alice.PostAsync($"{Api}/entities/sum", """{"entity_type":"invoice","field":"total","by":["vendor"]}""");
        await _alice.PostAsync($"{Api}/entities/count", """{"entity_type":"invoice","where":"total > 100"}""");
    }

    private async Task EraseAsync()
    {
        recorder.Group = "erasures";
        var taken = await _alice.UploadAsync($"{Api}/sources?file_name=secret.txt", "To be forgotten.", "text/plain");
        var shown = await _alice.GetAsync($"{Api}/erasures/preview?source_id={taken.Text("source_id")}");
        var erased = await _alice.PostAsync($"{Api}/erasures", $$"""{"source_id":"{{taken.Text("source_id")}}","confirm":"{{shown.Text("confirm")}}","reason":"asked for"}""");
        await _alice.UploadAsync($"{Api}/sources?file_name=secret.txt", "To be forgotten.", "text/plain");
        await _alice.GetAsync($"{Api}/erasures");
        await _alice.PostAsync($"{Api}/erasures/{erased.Text("erasure_id")}/lift", """{"reason":"by mistake"}""");
    }

    private static StringContent Json(string json) => new(json, new MediaTypeHeaderValue("application/json"));
}
