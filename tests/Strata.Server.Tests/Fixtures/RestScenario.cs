using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>One user's way through every route, and how each refuses; in an order in which one step makes what the next needs.</summary>
internal sealed partial class RestScenario(StoreServer server, ExchangeRecorder recorder)
{
    private const string Api = "/api/v1";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly RecordedClient _alice = new(recorder, server.Alice);
    private readonly RecordedClient _bob = new(recorder, server.Bob, "bob");
    private readonly RecordedClient _nobody = new(recorder, server.Anyone, "nobody");
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    public async Task PlayAsync()
    {
        await TakeInAsync();
        await AskWhoAsync();
        await ReadSourcesAsync();
        await FollowRunsAsync();
        await ArchiveAsync();
        await ReadDocumentsAsync();
        await StoreEntitiesAsync();
        await ReadEntitiesAsync();
        await SearchAsync();
        await DecideAsync();
        await FindDuplicatesAsync();
        await ChangeSchemasAsync();
        await PromoteAsync();
        await WorkAsync();
        await ScheduleAsync();
        await AdministerTokensAsync();
        await AdministerUsersAsync();
        await GroupAsync();
        await ReviewAsync();
        await RunBatchesAsync();
        await FeedAsync();
        await MatchPaymentsAsync();
        await EraseAsync();
        await ProveAsync();
        await BeRefusedAsync();
        await AskExamplesAsync();
        await AskForAnothersAsync();
    }

    /// <summary>The examples of operations that no step above has asked.</summary>
    private async Task AskExamplesAsync()
    {
        recorder.Group = "examples";
        var hers = new UserResources(_made);
        foreach (var operation in StrataModules.Operations.Where(o => !recorder.Has(o.Name)))
        {
            foreach (var example in operation.Examples.Select(e => CrossUserRequests.RestOf(operation, e)))
            {
                var body = example.Body is { } json ? new StringContent(hers.Fill(json), new MediaTypeHeaderValue("application/json")) : null;
                await _alice.SendAsync(new HttpMethod(example.Method), hers.Fill(example.Path), body);
            }
        }
    }

    private async Task TakeInAsync()
    {
        recorder.Group = "ingest";
        const string path = $"{Api}/sources?file_name=invoices.csv&origin=mail&observed_at=2026-02-01";
        var taken = await _alice.UploadAsync(path, StoreServer.Invoices, "text/csv", ("Idempotency-Key", "first"));
        _made["source"] = taken.Text("source_id");
        _made["run"] = taken.Body.GetProperty("run").Text("run_id");
        _made["invoice"] = taken.Body.GetProperty("run").GetProperty("entities")[0].Text("entity_id");
        await _alice.UploadAsync(path, StoreServer.Invoices, "text/csv", ("Idempotency-Key", "first"));
        await _alice.UploadAsync(path, Samples.MoreInvoices, "text/csv", ("Idempotency-Key", "first"));
        await _alice.UploadAsync($"{Api}/sources?file_name=again.csv", StoreServer.Invoices, "text/csv");
        await _alice.UploadAsync($"{Api}/sources?file_name=kept.txt&interpret=false", "just bytes", "text/plain");
        var mail = await _alice.UploadAsync($"{Api}/sources?file_name=payments.eml", Samples.Mail, "message/rfc822");
        _made["mail"] = mail.Text("source_id");
        await _alice.UploadAsync($"{Api}/sources?file_name=contacts.csv", Samples.Contacts, "text/csv", ("Accept", ProgressStream.Events));
        await _alice.UploadAsync($"{Api}/sources?file_name=a.csv&entity_type=unicorn", "a,b\n1,2\n", "text/csv");
        await _alice.UploadAsync($"{Api}/sources?observed_at=soon", "text", "text/plain");
        await _alice.UploadAsync($"{Api}/sources?colour=red", "text", "text/plain");
        using var form = new MultipartFormDataContent("part")
        {
            { new StringContent("Invoice No;Vendor;Total\nINV-5;Umbrella;7,00\n"), "files", "five.csv" },
            { new StringContent("# Note\n\nSome words."), "files", "note.md" },
        };
        await _alice.SendAsync(HttpMethod.Post, $"{Api}/sources/batch", form);
        await _alice.PostAsync($"{Api}/sources/batch", "{}");
        await _alice.PostAsync($"{Api}/sources/url", $$"""{"url":"{{server.Address}}health/live","origin":"web"}""");
        await _alice.PostAsync($"{Api}/sources/url", $$"""{"url":"{{server.Address}}health/live"}""");
        await _alice.PostAsync($"{Api}/sources/url", $$"""{"url":"{{server.Address}}health/live","entity_type":"note","wait":false}""");
        await DoJobsAsync();
        await _alice.PostAsync($"{Api}/sources/url", """{"url":"ftp://example.org/a.csv"}""");
        await _alice.PostAsync($"{Api}/sources/url", """{"url":7}""");
        await _alice.PostAsync($"{Api}/sources/{_made["source"]}/reinterpret", """{"day_first":true}""");
        await _alice.PostAsync($"{Api}/sources/{_made["source"]}/reinterpret", """{"colour":1}""");
    }

    private async Task AskWhoAsync()
    {
        recorder.Group = "session";
        await _alice.GetAsync($"{Api}/session");
        await _alice.PostAsync($"{Api}/session", """{"token":"strata_alice_wrong"}""");
        await _alice.PostAsync($"{Api}/session", """{"colour":"red"}""");
        await _alice.DeleteAsync($"{Api}/session");
    }

    private async Task ReadSourcesAsync()
    {
        recorder.Group = "sources";
        await PageAsync($"{Api}/sources", limit: 4);
        await _alice.GetAsync($"{Api}/sources?limit=0");
        await _alice.GetAsync($"{Api}/sources?cursor=nonsense");
        await TwiceAsync($"{Api}/sources/{_made["source"]}");
        await _alice.GetAsync($"{Api}/sources/{_made["mail"]}");
        await _alice.GetAsync($"{Api}/sources/{_made["mail"]}/members");
        await TwiceAsync($"{Api}/sources/{_made["source"]}/content");
        await _alice.GetAsync($"{Api}/sources/{_made["source"]}/content", ("Range", "bytes=0-9"));
        await _alice.SendAsync(HttpMethod.Head, $"{Api}/sources/{_made["source"]}/content", content: null);
    }

    private async Task FollowRunsAsync()
    {
        recorder.Group = "runs";
        var run = $"{Api}/runs/{_made["run"]}";
        await PageAsync($"{Api}/runs", limit: 3);
        await _alice.GetAsync($"{Api}/runs?source_id={_made["source"]}");
        await TwiceAsync(run);
        await _alice.GetAsync(run + "/events");
        var seen = await server.Alice.AskAsync(run + "/events");
        var last = (await seen.Content.ReadAsStringAsync(Cancel)).Split('\n')[0]["id: ".Length..];
        await _alice.GetAsync(run + "/events", ("Last-Event-ID", last));

        var queued = await _alice.UploadAsync($"{Api}/sources?file_name=later.csv&wait=false", Samples.MoreInvoices, "text/csv");
        var later = queued.Body.GetProperty("run").Text("run_id");
        await _alice.PostAsync($"{Api}/sources/{queued.Text("source_id")}/reinterpret", "{}");
        await _alice.FollowAsync($"{Api}/runs/{later}/events", () => _alice.PostAsync($"{Api}/runs/{later}/cancel"));
        await _alice.PostAsync($"{Api}/runs/{later}/cancel");
        await _alice.PostAsync($"{Api}/sources/{queued.Text("source_id")}/reinterpret?wait=false", "{}");
        await DoJobsAsync();
        await _alice.GetAsync($"{Api}/runs?source_id={queued.Text("source_id")}");
    }

    private async Task ArchiveAsync()
    {
        recorder.Group = "archive";
        var run = $"{Api}/runs/{_made["run"]}";
        await _alice.PostAsync($"{Api}/runs/archive?older_than_days=-1");
        await _alice.PostAsync($"{Api}/runs/archive?older_than_days=0&dry_run=true");
        await _alice.PostAsync($"{Api}/runs/archive?older_than_days=0");
        await _alice.GetAsync(run);
        await _alice.PostAsync(run + "/restore");
        await _alice.PostAsync(run + "/restore");
        await _alice.PostAsync($"{Api}/runs/archive?older_than_days=0", json: null, ("Accept", ProgressStream.JsonLines));
    }

    private async Task ReadDocumentsAsync()
    {
        recorder.Group = "documents";
        var source = (await _alice.UploadAsync($"{Api}/sources?file_name=meeting.md", Samples.Notes, "text/markdown")).Text("source_id");
        var listed = await _alice.GetAsync($"{Api}/documents?source_id={source}");
        var document = _made["document"] = listed.Body.Items().First().Text("document_id");
        await _alice.GetAsync($"{Api}/documents?limit=1");
        await TwiceAsync($"{Api}/documents/{document}");
        await PageAsync($"{Api}/documents/{document}/blocks", limit: 4);
        await _alice.GetAsync($"{Api}/documents/{document}/blocks?type=heading&text=decisions&main=true");
        await _alice.GetAsync($"{Api}/documents/{document}/blocks?type=chapter");
        await _alice.GetAsync($"{Api}/sources/{source}/show");
        await _alice.GetAsync($"{Api}/sources/{document}/show?as=text&main=true");
        await _alice.GetAsync($"{Api}/sources/{document}/show?as=json");
        await _alice.GetAsync($"{Api}/sources/{document}/show?as=pdf");
        const string revision = """{"revisions":[{"block":0,"text":"Meeting of February"}]}""";
        await _alice.PostAsync($"{Api}/sources/{document}/reconstruct", "{}");
        await _alice.PostAsync($"{Api}/sources/{document}/reconstruct", revision);
        await _alice.PostAsync($"{Api}/sources/{document}/reconstruct", """{"revisions":[{"block":99,"text":"x"}]}""");
        await _alice.PostAsync($"{Api}/sources/{document}/reconstruct/report", revision);
        await _alice.GetAsync($"{Api}/documents/{document}/pages/1.png");

        // Read by other programs, whose versions show in what they find: of the PDF there is its picture alone.
        var pdf = await server.Test.Alice.IngestAsync("page.pdf", Office.Pdf(["A page"]), new IngestRequest { Interpret = false });
        await _alice.GetAsync($"{Api}/documents/{pdf.SourceId}/pages/1.png");
    }

    private async Task StoreEntitiesAsync()
    {
        recorder.Group = "store";
        server.Test.Time.Advance(TimeSpan.FromDays(1));
        var stored = await _alice.PostAsync($"{Api}/entities", Samples.People, ("Idempotency-Key", "people"));
        await _alice.PostAsync($"{Api}/entities", Samples.People, ("Idempotency-Key", "people"));
        await _alice.PostAsync($"{Api}/entities", Samples.Boats, ("Idempotency-Key", "people"));
        string[] names = ["contact", "other", "merged", "organization"];
        foreach (var (name, entity) in names.Zip(stored.Body.GetProperty("entities").EnumerateArray()))
        {
            _made[name] = entity.Text("entity_id");
        }
        _made["observation"] = stored.Body.GetProperty("entities")[0].Text("observation_id");
        await _alice.PostAsync(
            $"{Api}/entities",
            """{"entities":[{"entity_type":"note","fields":{"title":"With a file"}}],"attachment":{"content_base64":"aGVsbG8=","file_name":"hello.txt"}}"""
        );
        await _alice.PostAsync($"{Api}/entities", """{"entities":[{"entity_type":"invoice","fields":{"total":"much"}}]}""");
        await _alice.PostAsync($"{Api}/entities", """{"entities":[{"fields":{}}]}""");
        await _alice.PostAsync($"{Api}/entities", """{"entities":[{"entity_type":"note","fields":{"title":"a","title":"b"}}]}""");
        await _alice.PostAsync($"{Api}/relationships", $$"""{"from":"{{_made["merged"]}}","to":"{{_made["contact"]}}","type":"knows"}""");
        await _alice.PostAsync($"{Api}/relationships", $$"""{"from":"{{_made["merged"]}}","type":"knows"}""");
    }

    private async Task ReadEntitiesAsync()
    {
        recorder.Group = "entities";
        var (contact, invoice) = ($"{Api}/entities/{_made["contact"]}", $"{Api}/entities/{_made["invoice"]}");
        await PageAsync($"{Api}/entities?type=invoice&sort=-total", limit: 2);
        await _alice.GetAsync($"{Api}/entities?type=contact&filter=email:prefix:eve&filter=name:exists&text=stone");
        await _alice.GetAsync($"{Api}/entities?filter=total");
        await _alice.GetAsync($"{Api}/entities?type=unicorn");
        await _alice.PostAsync(
            $"{Api}/entities/query",
            """{"entity_type":"invoice","filters":[{"field":"total","op":"ge","value":1000}],"limit":5}"""
        );
        await _alice.PostAsync($"{Api}/entities/query", """{"filters":[{"field":"total","op":"like","value":1}]}""");
        await _alice.GetAsync($"{Api}/entities/find?identifier=eve@example.com");
        await _alice.GetAsync($"{Api}/entities/find");
        var now = await TwiceAsync(contact);
        var seq = now.Body.GetProperty("seq").GetInt64();
        await _alice.GetAsync(invoice + "?provenance=true");
        await _alice.GetAsync($"{contact}?known_at={seq}&valid_at=2026-02-15");
        await _alice.GetAsync($"{contact}?known_at=soon");
        await _alice.GetAsync(invoice + "/observations?evidence=true&limit=1");
        await _alice.GetAsync(contact + "/observations");
        await _alice.GetAsync(invoice + "/provenance/total");
        await _alice.GetAsync(invoice + "/provenance/colour");
        await _alice.GetAsync(contact + "/history");
        await _alice.GetAsync(contact + "/neighborhood?depth=2&limit=10");
    }

    private async Task SearchAsync()
    {
        recorder.Group = "search";
        await _alice.GetAsync($"{Api}/search?text=acme");
        await _alice.GetAsync($"{Api}/search?text=meet*&kind=blocks");
        await _alice.GetAsync($"{Api}/search?text=stone&type=contact&kind=entities&limit=1");
        await _alice.GetAsync($"{Api}/search?text=a&kind=rooms");
        await _alice.GetAsync($"{Api}/search");
        await PageAsync($"{Api}/timeline?from=2026-01-01&to=2026-12-31", limit: 2);
        await _alice.GetAsync($"{Api}/timeline?entity_id={_made["invoice"]}");
        await _alice.GetAsync($"{Api}/timeline?from=soon");
        await _alice.GetAsync($"{Api}/conflicts");
        await _alice.GetAsync($"{Api}/conflicts?entity_type=invoice&limit=1");
        await _alice.GetAsync($"{Api}/conflicts?limit=0");
    }

    private async Task DecideAsync()
    {
        recorder.Group = "decisions";
        var (contact, merged) = ($"{Api}/entities/{_made["contact"]}", $"{Api}/entities/{_made["merged"]}");
        var tag = (await _alice.GetAsync(contact)).Tag;
        const string correction = """{"fields":{"phone":"+49 30 7654321","nickname":"Annie"},"reason":"she moved"}""";
        var corrected = await _alice.PostAsync(contact + "/correct", correction, ("If-Match", tag), ("Idempotency-Key", "moved"));
        _made["decision"] = corrected.Text("id");
        await _alice.PostAsync(contact + "/correct", correction, ("If-Match", tag));
        await _alice.PostAsync(contact + "/correct", correction, ("If-Match", "no tag"));
        await _alice.PostAsync(contact + "/correct", """{"fields":{"shoe_size":40}}""");
        await _alice.PostAsync(contact + "/split", $$"""{"observations":["{{_made["decision"]}}"],"preview":true}""");
        var split = await _alice.PostAsync(contact + "/split", $$"""{"observations":["{{_made["decision"]}}"],"reason":"another"}""");
        await _alice.PostAsync(contact + "/split", """{"source_id":"src_0"}""");
        await _alice.PostAsync(contact + "/split");
        await _alice.PostAsync($"{Api}/retract/{split.Text("id")}");
        await _alice.PostAsync($"{Api}/retract/{_made["decision"]}", """{"reason":"she did not"}""");
        await _alice.PostAsync($"{Api}/retract/{_made["decision"]}", "{}");

        var merge = await _alice.PostAsync(merged + "/merge", $$"""{"to":"{{_made["contact"]}}","reason":"the same"}""");
        await _alice.PostAsync(merged + "/merge", $$"""{"to":"{{_made["contact"]}}"}""");
        await _alice.PostAsync(contact + "/merge", $$"""{"to":"{{_made["contact"]}}"}""");
        await _alice.GetAsync(merged);
        await _alice.PostAsync(merged + "/unmerge", """{"reason":"not the same"}""");
        await _alice.PostAsync(merged + "/unmerge");
        await _alice.PostAsync($"{Api}/retract/{merge.Text("id")}", "{}");

        await _alice.PostAsync(merged + "/delete", """{"reason":"no longer needed"}""");
        await _alice.GetAsync(merged);
        await _alice.GetAsync($"{Api}/entities?type=contact&text=moss&include_deleted=true");
        await _alice.PostAsync(merged + "/delete");
        await _alice.PostAsync(merged + "/restore");
        await _alice.PostAsync(merged + "/restore");
        var related = $$"""{"from":"{{_made["merged"]}}","to":"{{_made["contact"]}}","type":"knows"}""";
        await _alice.PostAsync($"{Api}/relationships", related, ("If-Match", "*"));
        await _alice.GetAsync(contact + "/history?limit=2");
        await _alice.GetAsync($"{Api}/audit?about={_made["merged"]}");
        await _alice.GetAsync($"{Api}/audit?action=correction&limit=1");
        await _alice.GetAsync($"{Api}/audit?since=soon");
    }

    private async Task FindDuplicatesAsync()
    {
        recorder.Group = "duplicates";
        await _alice.PostAsync($"{Api}/entities", Samples.Both);
        await server.Test.Alice.IngestAsync("neighbours.csv", Samples.Neighbours, new IngestRequest { EntityType = "contact" });
        await _alice.PostAsync($"{Api}/duplicates/find?type=contact&full=true");
        await _alice.PostAsync($"{Api}/duplicates/find?entity_id={_made["contact"]}", json: null, ("Accept", ProgressStream.Events));
        await _alice.PostAsync($"{Api}/duplicates/find?min_probability=2");
        await _alice.GetAsync($"{Api}/duplicates?type=contact");
        await _alice.GetAsync($"{Api}/duplicates?state=lost");
        var pair = $"{Api}/duplicates/{_made["contact"]}/{_made["other"]}";
        await _alice.GetAsync(pair);
        var dismissed = await _alice.PostAsync(pair + "/dismiss", """{"reason":"sisters"}""");
        await _alice.PostAsync(pair + "/dismiss");
        await _alice.GetAsync($"{Api}/duplicates?state=dismissed&entity_id={_made["other"]}");
        await _alice.PostAsync($"{Api}/retract/{dismissed.Text("id")}");
    }

    private async Task ChangeSchemasAsync()
    {
        recorder.Group = "schemas";
        _made["type"] = "boat";
        await _alice.PostAsync($"{Api}/schemas", $$"""{"entity_type":"boat","schema":{{Samples.Boat}}}""");
        await _alice.PostAsync($"{Api}/schemas", $$"""{"entity_type":"boat","schema":{{Samples.BoatWithSail}},"activate":false}""");
        await _alice.PostAsync($"{Api}/schemas", """{"entity_type":"boat","schema":{"type":17}}""");
        await _alice.PostAsync($"{Api}/schemas", """{"entity_type":"A Boat","schema":{"type":"object"}}""");
        await _alice.GetAsync($"{Api}/schemas");
        await TwiceAsync($"{Api}/schemas/boat");
        await _alice.GetAsync($"{Api}/schemas/boat?version=2");
        await _alice.GetAsync($"{Api}/schemas/boat?version=9");
        await _alice.GetAsync($"{Api}/schemas/boat/diff?from=1&to=2");
        await _alice.GetAsync($"{Api}/schemas/boat/diff?from=1");
        var activated = await _alice.PostAsync($"{Api}/schemas/boat/versions/2/activate");
        await _alice.PostAsync($"{Api}/retract/{activated.Text("decision_id")}");
        await _alice.PostAsync($"{Api}/schemas/boat/versions/9/activate");
    }

    private async Task PromoteAsync()
    {
        recorder.Group = "promotions";
        await _alice.PostAsync($"{Api}/entities", Samples.Boats);
        await _alice.GetAsync($"{Api}/schemas/boat/fragments");
        var promotion = await _alice.PostAsync($"{Api}/promotions", """{"entity_type":"boat","fields":[{"fragment":"built"}]}""");
        _made["promotion"] = promotion.Text("promotion_id");
        await _alice.PostAsync($"{Api}/promotions", """{"entity_type":"boat","fields":[{"fragment":"mast"}]}""");
        await _alice.GetAsync($"{Api}/promotions");
        await _alice.PostAsync($"{Api}/retract/{_made["promotion"]}");
        await _alice.GetAsync($"{Api}/promotions");
    }

    private async Task WorkAsync()
    {
        recorder.Group = "jobs";
        var job = (await _alice.PostAsync($"{Api}/jobs", """{"kind":"verify"}""")).Text("job_id");
        _made["job"] = job;
        await _alice.PostAsync($"{Api}/jobs", """{"kind":"dance"}""");
        await TwiceAsync($"{Api}/jobs/{job}");
        await _alice.PostAsync($"{Api}/jobs/{job}/retry");
        await _alice.PostAsync($"{Api}/jobs/{job}/cancel");
        await _alice.PostAsync($"{Api}/jobs/{job}/cancel");
        await _alice.PostAsync($"{Api}/jobs/pause?kind=verify");
        await _alice.PostAsync($"{Api}/jobs/pause?kind=dance");
        await _alice.GetAsync($"{Api}/jobs/pauses");
        await _alice.PostAsync($"{Api}/jobs/{job}/retry");
        await DoJobsAsync();
        await _alice.GetAsync($"{Api}/jobs?kind=verify");
        await _alice.PostAsync($"{Api}/jobs/resume");
        await DoJobsAsync();
        await _alice.GetAsync($"{Api}/jobs?kind=verify&state=done");
        await _alice.GetAsync($"{Api}/jobs?state=asleep");
    }

    private async Task ScheduleAsync()
    {
        recorder.Group = "schedules";
        _made["word"] = "nightly";
        await _alice.PutAsync($"{Api}/schedules/nightly", """{"cron":"0 3 * * *","kind":"verify","time_zone":"Europe/Berlin"}""");
        await _alice.PutAsync($"{Api}/schedules/nightly", """{"cron":"@daily","kind":"sweep","options":{"grace_hours":48}}""");
        await _alice.PutAsync($"{Api}/schedules/nightly", """{"cron":"often","kind":"verify"}""");
        await _alice.GetAsync($"{Api}/schedules");
        await _alice.DeleteAsync($"{Api}/schedules/nightly");
        await _alice.DeleteAsync($"{Api}/schedules/nightly");
    }

    /// <summary>The clock goes on: tokens of one moment are listed in any order.</summary>
    private async Task AdministerTokensAsync()
    {
        recorder.Group = "tokens";
        server.Test.Time.Advance(TimeSpan.FromMinutes(1));
        var made = await _alice.PostAsync($"{Api}/tokens", """{"name":"reader","scope":"read","expires_at":"2027-01-01T00:00:00Z"}""");
        _made["token"] = made.Body.GetProperty("details").Text("token_id");
        await _alice.PostAsync($"{Api}/session", $$"""{"token":"{{made.Text("token")}}"}""");
        using var client = server.ClientWith(made.Text("token"));
        var reader = new RecordedClient(recorder, client, "reader");
        await reader.GetAsync($"{Api}/usage");
        await reader.PostAsync($"{Api}/relationships", "{}");
        await reader.GetAsync($"{Api}/tokens");
        server.Test.Time.Advance(TimeSpan.FromMinutes(1));
        var rotated = await _alice.PostAsync($"{Api}/tokens/{_made["token"]}/rotate", """{"grace_hours":0}""");
        await reader.GetAsync($"{Api}/usage");
        await _alice.PostAsync($"{Api}/tokens/{_made["token"]}/rotate");
        await _alice.DeleteAsync($"{Api}/tokens/{rotated.Body.GetProperty("details").Text("token_id")}");
        await PageAsync($"{Api}/tokens", limit: 2);
        await _alice.PostAsync($"{Api}/tokens", """{"name":"reader","scope":"root"}""");
        await _alice.GetAsync($"{Api}/audit?action=rotate_token");
    }

    private async Task AdministerUsersAsync()
    {
        recorder.Group = "users";
        await PageAsync($"{Api}/users", limit: 2);
        await _alice.PostAsync($"{Api}/users", """{"user_id":"carol","display_name":"Carol"}""");
        await _alice.PostAsync($"{Api}/users", """{"user_id":"carol"}""");
        await _alice.PostAsync($"{Api}/users", """{"user_id":"No Name"}""");
        await _alice.SendAsync(HttpMethod.Put, $"{Api}/users/carol/plan", Json("""{"plan":"free","storage_limit":1000}"""));
        await _alice.SendAsync(HttpMethod.Put, $"{Api}/users/nobody/plan", Json("""{"plan":"free"}"""));
        await _alice.SendAsync(HttpMethod.Put, $"{Api}/users/carol/plan", Json("""{"plan":"gold"}"""));
        await _bob.GetAsync($"{Api}/users");
        await _bob.PostAsync($"{Api}/users", """{"user_id":"dora"}""");
        await _bob.SendAsync(HttpMethod.Put, $"{Api}/users/alice/plan", Json("""{"plan":"free"}"""));

        static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
    }

    private async Task ProveAsync()
    {
        recorder.Group = "proof";
        await _nobody.GetAsync("/health/live");
        await _nobody.GetReadyAsync();
        await _alice.GetAsync($"{Api}/usage");
        await _alice.PostAsync($"{Api}/usage/recount");
        await _alice.PostAsync($"{Api}/verify");
        await _alice.PostAsync($"{Api}/verify?deep=true", json: null, ("Accept", ProgressStream.JsonLines));
        await _alice.PostAsync($"{Api}/rebuild");
        await _alice.PostAsync($"{Api}/rebuild", json: null, ("Accept", ProgressStream.Events));
        await _alice.GetAsync($"{Api}/backup");
        await _alice.PostAsync($"{Api}/blobs/verify");
        await _alice.PostAsync($"{Api}/blobs/retry");
        await _alice.PostAsync($"{Api}/blobs/sweep", """{"delete":true,"grace_hours":1}""");
        await _alice.PostAsync($"{Api}/blobs/sweep", """{"grace_hours":0}""");
    }

    private async Task BeRefusedAsync()
    {
        recorder.Group = "refusals";
        await _nobody.GetAsync($"{Api}/sources");
        await _alice.GetAsync($"{Api}/nothing");
        await _alice.DeleteAsync($"{Api}/sources");
        await _alice.PostAsync($"{Api}/entities", "{");
        await _alice.UploadAsync($"{Api}/entities", "{}", "text/plain");
    }

    /// <summary>Every route that takes an id, with one of another user's.</summary>
    private async Task AskForAnothersAsync()
    {
        recorder.Group = "anothers";
        _made["own"] = _made["other"];
        var hers = new UserResources(_made);
        foreach (var attempt in CrossUserRequests.Rest.Where(t => t.Path.Contains('<', StringComparison.Ordinal)).DistinctBy(t => t.Operation))
        {
            var body = attempt.Body is { } json ? new StringContent(hers.Fill(json), new MediaTypeHeaderValue("application/json")) : null;
            await _bob.SendAsync(new HttpMethod(attempt.Method), hers.Fill(attempt.Path), body);
        }
    }

    /// <summary>The first page and the next.</summary>
    private async Task PageAsync(string path, int limit)
    {
        var limited = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}";
        var first = await _alice.GetAsync(limited);
        await _alice.GetAsync($"{limited}&cursor={Uri.EscapeDataString(first.Text("next_cursor"))}");
    }

    /// <summary>And once more with the ETag of the first answer.</summary>
    private async Task<RecordedAnswer> TwiceAsync(string path)
    {
        var answer = await _alice.GetAsync(path);
        await _alice.GetAsync(path, ("If-None-Match", answer.Tag));
        return answer;
    }

    private Task DoJobsAsync() =>
        server.Test.Store.RunWorkerAsync(new WorkerOptions { Once = true }, NullLogger.Instance, Cancel);
}
