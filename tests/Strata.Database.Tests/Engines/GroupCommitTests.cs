using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class GroupCommitTests
{
    private const string Insert =
        "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, 'h', @response, 1)";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, DatabaseData]
    public async Task Writes_that_run_at_once_all_land_but_for_the_one_that_fails(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var user = await test.AddUserAsync();

        var writes = Enumerable
            .Range(0, 32)
            .Select(i =>
                Task.Run(
                    () =>
                        test.Database.WriteAsync(
                            user,
                            async tx =>
                            {
                                await tx.ExecuteAsync(Insert, new { key = $"k{i}", response = "r" });
                                return i == 7 ? throw new InvalidDataException("seven") : i;
                            },
                            Token
                        ),
                    Token
                )
            )
            .ToArray();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

        for (var i = 0; i < writes.Length; i++)
        {
            if (i == 7)
            {
                (await Should.ThrowAsync<InvalidDataException>(writes[i])).Message.ShouldBe("seven");
            }
            else
            {
                (await writes[i]).ShouldBe(i);
            }
        }
        (await Keys(test.Database, user)).ShouldBe(Enumerable.Range(0, 32).Where(i => i != 7).Select(i => $"k{i}").Order(StringComparer.Ordinal));
    }

    private static Task<IReadOnlyList<string>> Keys(IDatabase database, UserId user) =>
        database.ReadAsync(
            user,
            read => read.QueryAsync<string>("select idempotency_key from receipts where user_id = @user order by idempotency_key"),
            Token
        );
}
