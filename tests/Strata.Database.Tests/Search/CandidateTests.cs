using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>What the engines' indexes give, against a search of all rows by the tokenizer alone.</summary>
public class CandidateTests
{
    private static readonly int Rows = TestScale.Pick(quick: 4_000, all: 20_000);
    private const int Max = 256;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Newest_matches_are_those_of_a_search_of_all_rows(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await test.AddUserAsync("alice");
        var bob = await test.AddUserAsync("bob");
        var all = Enumerable.Range(1, Rows).ToDictionary(No, Row);
        await WriteAsync(test.Database, alice, all);
        await WriteAsync(test.Database, bob, Enumerable.Range(1, 50).ToDictionary(i => (long)i, Row));

        string[] texts =
        [
            "common",
            "mid3",
            "rare17",
            "old",
            "common old",
            "half mid4",
            "unique777",
            "\"common half\"",
            "\"half common\"",
            "uniq*",
            "unique77*",
            "mid*",
            "ol*",
            "nothing",
        ];
        foreach (var text in texts)
        {
            var terms = SearchTerms.Parse(text);
            var expected = all.Where(r => terms.Matches(r.Value)).Select(r => r.Key).OrderDescending().ToList();
            var (first, below, names, every) = await test.Database.ReadAsync(
                alice,
                async c =>
                    (
                        await Candidates.AskEntities(c, terms, names: false, long.MaxValue, Max).RowsAsync(),
                        await Candidates.AskEntities(c, terms, names: false, No((Rows / 2) + 500), Max).RowsAsync(),
                        await Candidates.AskEntities(c, terms, names: true, long.MaxValue, Max).RowsAsync(),
                        await Candidates.AllEntitiesAsync(c, terms, Rows / 4)
                    ),
                Token
            );
            first.ShouldBe(expected.Take(Max), text);
            below.ShouldBe(expected.Where(no => no < No((Rows / 2) + 500)).Take(Max), text);
            names.ShouldBe(text == "rare17" ? expected : [], text);
            if (every is null)
            {
                expected.Count.ShouldBeGreaterThan(Rows / 4, text);
            }
            else
            {
                every.Order().ShouldBe(expected.Order(), text);
            }
        }
    }

    [Theory, DatabaseData]
    public async Task Rows_that_an_index_cannot_hold_whole_are_still_candidates(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        var rows = new Dictionary<long, FieldList>
        {
            [1] = Text(string.Concat(Enumerable.Repeat("again ", 400)) + "again final"),
            [2] = Text(string.Join(' ', Enumerable.Range(0, 30_000).Select(i => $"filler{i}")) + " needle"),
            [3] = Text("final again"),
        };
        await WriteAsync(test.Database, user, rows);

        Task<IReadOnlyList<long>> FindAsync(string text) =>
            test.Database.ReadAsync(
                user,
                c => Candidates.AskEntities(c, SearchTerms.Parse(text), names: false, long.MaxValue, Max).RowsAsync(),
                Token
            );

        (await FindAsync("\"again final\"")).ShouldBe([2L, 1L]);
        (await FindAsync("\"final again\"")).ShouldContain(3L);
        (await FindAsync("needle")).ShouldBe([2L]);
        (await FindAsync("elsewhere")).ShouldBe([2L]);
    }

    [Theory, DatabaseData]
    public async Task Rows_leave_the_index_when_they_are_taken_out(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();
        await WriteAsync(test.Database, user, new Dictionary<long, FieldList> { [5] = Text("first words"), [9] = Text("first thing") });
        await test.Database.WriteAsync(
            user,
            async tx =>
            {
                var changes = new SearchChanges();
                changes.Entity(5, Text("first words"), Text("second words"));
                changes.Entity(9, Text("first thing"), null);
                await changes.WriteAsync(tx);
                return 0;
            },
            Token
        );

        async Task<IReadOnlyList<long>> FindAsync(string text) =>
            (
                await test.Database.ReadAsync(user, c => Candidates.AllEntitiesAsync(c, SearchTerms.Parse(text), 10), Token)
            ).ShouldNotBeNull();

        (await FindAsync("first")).ShouldBeEmpty();
        (await FindAsync("thing")).ShouldBeEmpty();
        (await FindAsync("second words")).ShouldBe([5L]);
    }

    [Fact]
    public async Task Index_is_used_in_spite_of_row_level_security()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var user = await test.AddUserAsync();
        await WriteAsync(test.Database, user, Enumerable.Range(1, 2_000).ToDictionary(i => (long)i, Row));
        await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(test.Location).ToString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            """
            set role strata_search;
            set search_path = strata;
            analyze entity_search;
            set enable_seqscan = off;
            explain select entity_no from entity_search where terms @@ '''1:unique777'''::tsquery and user_id || '' = 'alice';
            """,
            connection
        );
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            plan.Add(reader.GetString(0));
        }
        string.Join('\n', plan).ShouldContain("Bitmap Index Scan on entity_search_terms");
    }

    /// <summary>Numbers of entities are positions in the ledger: close together in one time, far apart in another.</summary>
    private static long No(int i) => i <= Rows / 2 ? i : (Rows / 2) + ((i - (Rows / 2)) * 700L);

    private static FieldList Row(int i) =>
        FieldList.From([
            new(i % 1500 == 17 ? "name" : "code", $"\"rare{i % 1500}\""),
            new("text", $"\"common {(i % 2 == 0 ? "half" : "other")} mid{i % 50} unique{i} {(i < Rows / 2 ? "old" : "new")}\""),
        ]);

    private static FieldList Text(string text) => FieldList.From([new("text", $"\"{text}\"")]);

    private static Task<int> WriteAsync(IDatabase database, UserId user, Dictionary<long, FieldList> rows) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var changes = new SearchChanges();
                foreach (var (no, fields) in rows)
                {
                    changes.Entity(no, null, fields);
                }
                await changes.WriteAsync(tx);
                return 0;
            },
            Token
        );
}
