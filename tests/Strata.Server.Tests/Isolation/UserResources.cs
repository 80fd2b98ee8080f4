using System.Text.RegularExpressions;
using Strata.Feeds;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>
/// What a user has, by what it is: <c>&lt;contact&gt;</c> in a try stands for that entity's id. The same names with ids of nothing are the
/// other half of the comparison: what answers differently for the two gives away that the first exist.
/// </summary>
internal sealed class UserResources(IReadOnlyDictionary<string, string> ids)
{
    /// <summary>In every text of hers, and in nothing that another user ever sends.</summary>
    public const string Secret = "zanzibarite";

    private const string Csv = $"Invoice No;Vendor;Total;Due date\nINV-77;{Secret} GmbH;1.234,50;2026-03-31\n";
    private static readonly CancellationToken None = CancellationToken.None;

    public static UserResources OfNobody { get; } =
        new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["contact"] = "ent_000000000000000000000001",
                ["other"] = "ent_000000000000000000000002",
                ["merged"] = "ent_000000000000000000000003",
                ["deleted"] = "ent_000000000000000000000004",
                ["invoice"] = "ent_000000000000000000000005",
                ["observation"] = "obs_900000001",
                ["decision"] = "dec_900000002",
                ["promotion"] = "dec_900000005",
                ["source"] = "src_000000000000000000000006",
                ["run"] = "run_900000003",
                ["document"] = "doc_000000000000000000000007",
                ["job"] = "job_900000004",
                ["token"] = "tok_0000000000000008",
                ["type"] = "nosuchtype",
                ["word"] = "unheardofword",
                ["key"] = "nobodys-key",
                ["project"] = "prj_900000006",
                ["finding"] = "fnd_900000007",
                ["bulk"] = "dec_900000008",
                ["batch"] = "bat_900000009",
            }
        );

    /// <summary>What a request sends of these.</summary>
    public string Fill(string template) =>
        ids.Aggregate(template, (text, id) => text.Replace($"<{id.Key}>", id.Value, StringComparison.Ordinal));

    /// <summary>The answer with each of these replaced by what it stands for.</summary>
    public string Hide(string answer) =>
        ids.Aggregate(answer, (text, id) => text.Replace(id.Value, $"<{id.Key}>", StringComparison.Ordinal));

    /// <summary>What an answer tells of hers that the asker did not send; words aside, which whoever asks may have himself.</summary>
    public IEnumerable<string> ToldBy(string answer, string sent) =>
        ids.Where(id => id.Key is not ("type" or "word" or "key") && !sent.Contains(id.Value, StringComparison.Ordinal))
            .Select(id => id.Value)
            .Append(Secret)
            .Append("alice")
            .Where(mark => Regex.IsMatch(answer, $@"\b{Regex.Escape(mark)}\b", RegexOptions.IgnoreCase));

    /// <summary>Something of every kind, and so much of it that no number of hers is one that another's few writes reach.</summary>
    public static async Task<UserResources> OfAsync(IStrata alice)
    {
        const string type = "gemstone";
        const string word = "obsidianette";
        await alice.StoreManyAsync([.. Enumerable.Range(0, 400).Select(i => ("note", $$"""{"title":"{{word}} {{i}} {{Secret}}"}"""))]);
        var schema = Json(
            """{"type":"object","properties":{"name":{"type":"string"},"colour":{"type":"string"}},"x-strata":{"identity":[["name"]]}}"""
        );
        await alice.Schemas.RegisterAsync(new RegisterSchemaRequest { EntityType = type, Schema = schema }, None);
        await alice.StoreAsync(type, $$"""{"name":"{{Secret}} {{word}}","found":"2026-01-02","weight":7}""", key: "alices-key");
        var promotion = await alice.Promotions.PromoteAsync(
            new PromoteRequest { EntityType = type, Fields = [new PromotedField("weight")] },
            None
        );
        var ingested = await alice.IngestAsync($"{Secret}.csv", Csv, new IngestRequest { Origin = Secret });
        var contact = await alice.StoreAsync(
            "contact",
            $$"""{"external_id":"W-{{Secret}}","email":"ann@{{word}}.example","name":"Ann {{Secret}}"}"""
        );
        // One e-mail address under two ids of an origin: the pair is filed as a duplicate.
        var other = await alice.StoreAsync(
            "contact",
            $$"""{"external_id":"X-{{Secret}}","email":"ann@{{word}}.example","name":"Ann {{Secret}}"}"""
        );
        var merged = await alice.StoreAsync("contact", $$"""{"email":"cid@{{word}}.example","name":"Cid {{Secret}}"}""");
        var deleted = await alice.StoreAsync("contact", $$"""{"email":"dee@{{word}}.example","name":"Dee {{Secret}}"}""");
        await alice.MergeAsync(merged.EntityId, other.EntityId);
        var decision = await alice.DeleteAsync(deleted.EntityId);
        await alice.Decisions.RelateAsync(
            new RelateRequest
            {
                From = contact.EntityId,
                To = other.EntityId,
                Type = "knows",
            },
            None
        );
        var project = await alice.Projects.CreateAsync(new CreateProject { Name = Secret }, None);
        await alice.Projects.AddAsync(new ProjectSources { ProjectId = project.Project.ProjectId, SourceIds = [ingested.SourceId] }, None);
        await alice.IngestAsync(
            $"{Secret}-staged.csv",
            $"Invoice No;Vendor;Total\nINV-78;{Secret} {word};7,00\n",
            new IngestRequest { Stage = true }
        );
        var finding = (await alice.Review.ListAsync(new ListFindings(), None)).Items[0];
        var bulk = await alice.Review.ReviewMatchingAsync(
            new ReviewMatching
            {
                Filter = new FindingFilter { RunId = finding.RunId },
                Action = ReviewAction.Confirm,
            },
            None
        );
        var batch = await alice.Batches.StartAsync(new StartBatch { Project = project.Project.ProjectId }, None);
        var mailbox = new FeedRequest
        {
            Host = "imap.example.com",
            UserName = Secret,
            Password = Secret,
        };
        await alice.Feeds.PutAsync(word, mailbox, None);
        await alice.Schedules.PutAsync(word, new JobScheduleRequest { Cron = "@daily", Kind = "verify" }, None);
        await alice.Jobs.PauseAsync("verify", None);
        var job = "";
        foreach (var hours in Enumerable.Range(1, 30))
        {
            job = (
                await alice.Jobs.StartAsync(new JobRequest { Kind = "sweep", Options = Json($$"""{"grace_hours":{{hours}}}""") }, None)
            ).JobId;
        }
        // Two sources that say different things of one stone: a conflict.
        await alice.StoreAsync(type, $$"""{"name":"Twice {{Secret}}","colour":"black"}""");
        await alice.StoreAsync(type, $$"""{"name":"Twice {{Secret}}","colour":"green"}""");
        var run = ingested.Run.ShouldNotBeNull();
        var documents = await alice.Documents.ListAsync(new DocumentQuery { SourceId = ingested.SourceId }, None);
        return new UserResources(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["contact"] = contact.EntityId,
                ["other"] = other.EntityId,
                ["merged"] = merged.EntityId,
                ["deleted"] = deleted.EntityId,
                ["invoice"] = run.Entities[0].EntityId,
                ["observation"] = contact.ObservationId,
                ["decision"] = decision.Id,
                ["promotion"] = promotion.PromotionId,
                ["source"] = ingested.SourceId,
                ["run"] = run.RunId,
                ["document"] = documents.Items.ShouldHaveSingleItem().DocumentId,
                ["job"] = job,
                ["token"] = (await alice.Tokens.AddAsync(new TokenRequest { Name = Secret, Scope = TokenScope.Read }, None))
                    .Details
                    .TokenId,
                ["type"] = type,
                ["word"] = word,
                ["key"] = "alices-key",
                ["project"] = project.Project.ProjectId,
                ["finding"] = finding.FindingId,
                ["bulk"] = bulk.DecisionId,
                ["batch"] = batch.BatchId ?? "",
            }
        );
    }

    private static System.Text.Json.JsonElement Json(string json) => System.Text.Json.JsonElement.Parse(json);
}
