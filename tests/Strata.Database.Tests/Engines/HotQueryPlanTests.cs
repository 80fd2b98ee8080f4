using System.Text.RegularExpressions;
using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Indexing.Postings;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

/// <summary>
/// The plans of the statements that reading runs: each comes to its rows by an index, on SQLite by more of it than the user.
/// </summary>
public sealed class HotQueryPlanTests
{
    /// <summary>Tables that hold a few rows of a user, whatever is stored.</summary>
    private static readonly string[] Small =
    [
        "users",
        "schemas",
        "schema_activations",
        "entity_fields",
        "ledger_heads",
        "origins",
        "search_segments",
    ];

    /// <summary>Indexes of what is under way alone.</summary>
    private static readonly string[] Executing = ["INDEX runs_executing", "INDEX runs_waiting", "INDEX jobs_executing"];

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Every_statement_of_a_hot_read_comes_to_its_rows_by_an_index(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string? id = null;
        for (var batch = 0; batch < 3; batch++)
        {
            var stored = await store.Alice.StoreManyAsync([.. Enumerable.Range(batch * 1000, 1000).Select(i => ("invoice", Invoice(i)))]);
            id ??= stored.Entities[7].EntityId;
        }
        await AnalyzeAsync(store);

        var faults = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            async c =>
            {
                var found = new List<string>();
                foreach (var (name, read) in Hot(store, id!)) // stored just above
                {
                    var recording = new RecordingConnection(c);
                    await read(recording);
                    recording.Statements.ShouldNotBeEmpty(name);
                    foreach (var (sql, args) in recording.Statements)
                    {
                        found.AddRange((await FaultsAsync(c, sql, args)).Select(f => $"{name}: {f} in {sql}"));
                    }
                }
                return found;
            },
            Token
        );

        faults.ShouldBeEmpty();
    }

    /// <summary>On SQLite, where the policy on the user does not bring an index of its own.</summary>
    [Fact]
    public async Task A_statement_without_an_index_is_found_out()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        var faults = await store.Store.Database.ReadAsync(
            new UserId("alice"),
            c => FaultsAsync(c, "select count(*) as n from entities where fields = @text and @user <> ''", new { text = "{}" }),
            Token
        );
        faults.ShouldNotBeEmpty();
    }

    private static IEnumerable<(string Name, Func<UserConnection, Task> Read)> Hot(TestStore store, string id)
    {
        var reader = new EntityReader(new SchemaStore());
        var blobs = store.Store.Blobs;
        var search = new SearchIndex(reader, blobs, new SearchLimits());

        // So small that conditions count as met by many.
        var listing = new EntityListing(reader, search, new ListLimits(Gathered: 10, Nearby: 20), TimeProvider.System);
        async Task<ReadPoint> NowAsync(UserConnection c) => await ReadPoint.AtAsync(c, ReadAt.Now, reader.Schemas);

        yield return (
            "get with provenance",
            async c =>
            {
                var now = await NowAsync(c);
                var state = await reader.StateAsync(c, id, now);
                await EntityReader.ViewAsync(c, state);
                var behind = EntityBackground.Ask(c, state.Members, now);
                await ObservationViews.LatestAsync(behind.Fragments);
                await new Provenance(blobs).OfAsync(c, state, known: []);
                await new Provenance(blobs).ConflictsAsync(c, state, await behind.StandingAsync(), now);
            }
        );
        yield return (
            "a look of a stream of events",
            async c =>
            {
                var changes = new UserChanges(new EventPosition(1, 1), _ => []);
                await changes.NextAsync(c, UnixTime.Microseconds(store.Time.GetUtcNow()));
                await changes.NextAsync(c, UnixTime.Microseconds(store.Time.GetUtcNow()));
            }
        );
        yield return (
            "fragments of many",
            async c => await LatestFragments.OfRootsAsync(c, [.. Enumerable.Range(1, 40).Select(no => (long)no)])
        );
        yield return ("duplicates of one", async c => await CandidateRows.OfAsync(c, 7));
        yield return ("find", async c => await new EntityFinder(reader).FindAsync(c, "INV-7", null, new PageRequest(), await NowAsync(c)));
        foreach (var name in new[] { "INV-7.pdf", "box/INV-7.pdf", "deadbeef" })
        {
            yield return ("source " + name, async c => await Should.ThrowAsync<StrataException>(() => SourceRecords.GetAsync(c, name)));
        }
        yield return ("entity by name", async c => await reader.StateAsync(c, "INV-7", await NowAsync(c)));
        yield return (
            "deleted entity by name",
            async c => await new NameResolution(reader).FindAsync(c, (await NowAsync(c)).Schemas, "INV-7", NamedAmong.Deleted)
        );
        yield return (
            "passages",
            async c => await new Passages(blobs).ReadAsync(c, [new FoundDocument((7 << Segment.PlaceBits) + 1, 1, 1)], await NowAsync(c))
        );
        yield return ("search", async c => await search.SearchAsync(c, new SearchQuery { Text = "customer 7" }, await NowAsync(c)));
        yield return ("rows of ids", async c => await new ListedRows(reader).GetAsync(c, [id], await NowAsync(c)));
        ListSources[] sources =
        [
            new(),
            new() { Sort = ListSort.Recorded },
            .. Enum.GetValues<SourceRunState>().Select(state => new ListSources { State = state }),
        ];
        foreach (var query in sources)
        {
            yield return ($"sources {query.Sort} {query.State}", async c => await SourceListing.ListAsync(c, query, await NowAsync(c)));
        }
        yield return (
            "sources of the past",
            async c => await SourceListing.ListAsync(c, new(), await ReadPoint.AtAsync(c, new("2000"), reader.Schemas))
        );
        foreach (var state in Enum.GetValues<RunStatus>().Cast<RunStatus?>().Prepend(null))
        {
            yield return ($"runs {state}", c => RunQueries.ListAsync(c, new ListRuns { State = state }));
        }
        (string, EntityQuery)[] lists =
        [
            ("list", new()),
            ("list of a type", new() { Sort = "-created" }),
            ("list by a value of few", new() { Filters = [Filter("invoice_number", "eq", "\"INV-7\"")] }),
            ("list by values of many", new() { Filters = [Filter("status", "eq", "\"open\""), Filter("vendor", "eq", "\"Vendor 1\"")] }),
            ("list by a range", new() { Filters = [Filter("total", "gt", "2000")], Limit = 40 }),
            ("list sorted", new() { Sort = "-total", Filters = [Filter("status", "eq", "\"open\"")] }),
            ("list sorted by the filtered field", new() { Sort = "total", Filters = [Filter("total", "gt", "2000")] }),
            ("list by change", new() { Sort = "-updated" }),
            ("list of what changed", new() { ChangedSince = "2000" }),
        ];
        foreach (var (name, query) in lists)
        {
            yield return (
                name,
                async c =>
                {
                    var page = await listing.ListAsync(c, query with { EntityType = "invoice" }, await NowAsync(c));
                    if (page.NextCursor is { } cursor)
                    {
                        await listing.ListAsync(c, query with { EntityType = "invoice", Cursor = cursor }, await NowAsync(c));
                    }
                }
            );
        }
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(UserConnection c, string sql, object? args) =>
        c.Engine == Engine.Sqlite
            ? [.. (await c.QueryAsync<Step>("explain query plan " + sql, args)).Select(s => s.Detail).Where(IsSqliteFault)]
            : await PostgreSqlFaultsAsync(c, sql, args);

    private static bool IsSqliteFault(string step)
    {
        if (Regex.Match(step, @"^(SCAN|SEARCH) (\w+)(.*)$", RegexOptions.NonBacktracking) is not { Success: true } match)
        {
            return false;
        }
        var (way, table, rest) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return way == "SCAN"
            ? !(
                rest.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
                || table is "json_each" or "SUBQUERY" or "CONSTANT" or "same" or "n" or "members" or "considered"
            )
            : rest.Contains("(user_id=?)", StringComparison.Ordinal)
                && !Executing.Any(i => rest.Contains(i, StringComparison.Ordinal))
                && !Small.Contains(table, StringComparer.Ordinal);
    }

    /// <summary>A few thousand rows are sooner read whole, so that is made unwelcome: what still is has no index.</summary>
    private static async Task<IReadOnlyList<string>> PostgreSqlFaultsAsync(UserConnection c, string sql, object? args)
    {
        await c.QueryAsync<string>("select set_config('enable_seqscan', 'off', true) where @user <> ''");
        var plan = await c.QueryAsync<string>("explain " + sql, args);
        return [.. plan.Where(line => line.Contains("Seq Scan on", StringComparison.Ordinal)).Select(line => line.Trim())];
    }

    /// <summary>PostgreSQL plans by what it has counted.</summary>
    private static async Task AnalyzeAsync(TestStore store)
    {
        if (store.Options.DatabaseUrl is not { } url)
        {
            return;
        }
        await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(url).ToString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "set role strata_owner; set search_path = strata; analyze entities, observations, entity_values, entity_keys, decisions, value_zones, sources, runs",
            connection
        );
        await command.ExecuteNonQueryAsync(Token);
    }

    private static string Invoice(int i) =>
        $$"""{"invoice_number":"INV-{{i}}","vendor":"Vendor {{i % 8}}","customer":"Customer {{i % 50}}","total":{{i}},"status":"{{(i % 3 == 0 ? "paid" : "open")}}"}""";

    private static FieldFilter Filter(string field, string op, string json) => new(field, op, JsonDocument.Parse(json).RootElement.Clone());

    private sealed record Step(string Detail);
}
